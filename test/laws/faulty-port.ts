/** Called before each effect with its name and what it is about; throws where the effect is to fail. */
export type Fault = (operation: string, detail: string) => void;

/** The port with a fault asked before each call. The detail is the call's values as JSON. */
export function faultyPort<Port extends object>(port: Port, name: string, fault: Fault): Port {
  return new Proxy(port, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      return (...values: unknown[]) => {
        try {
          fault(`${name}.${String(property)}`, JSON.stringify(values));
        } catch (error) {
          return Promise.reject(error);
        }
        return Reflect.apply(value, target, values) as unknown;
      };
    },
  });
}

/** A fault that happens once, where the operation and its detail fit, and whether it is still to come. */
export function faultOnce(
  operation: string,
  detail: RegExp,
  error: Error,
): { readonly fault: Fault; readonly isToCome: () => boolean } {
  let isToCome = true;
  const fault: Fault = (each, about) => {
    if (!isToCome || each !== operation || !detail.test(about)) return;
    isToCome = false;
    throw error;
  };
  return { fault, isToCome: () => isToCome };
}
