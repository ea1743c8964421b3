/** Who waits this long for an answer waits in vain, in milliseconds. */
const patienceMs = 30_000;

/** The same promise, which rejects where it takes too long. */
export async function patiently<Result>(promise: Promise<Result>): Promise<Result> {
  const inVain = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    inVain.reject(new Error(`No answer came within ${patienceMs / 1000} seconds`));
  }, patienceMs);
  try {
    return await Promise.race([promise, inVain.promise]);
  } finally {
    clearTimeout(timer);
  }
}
