/** A change as a model writes it. */
export interface ProposedByModel {
  readonly change: "add" | "update" | "remove";
  readonly memory: string | null;
  readonly kind: string;
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly { readonly message: number; readonly quote: string }[];
}

/** What a model makes of a reflection. */
export interface Reflected {
  readonly changes: readonly ProposedByModel[];
  readonly watch: readonly { readonly message: number; readonly quote: string }[];
}

/** Makes a reflection for an audience at an instant. */
export type MakeReflection = (audience: string, content: string, now: number) => Reflected;
