/** Takes a planned callback back. Harmless once it has run. */
export type Cancel = () => void;

/** Time. Everything that waits or dates something takes it from here, so that a test can make a week pass. */
export interface Clock {
  /** The instant in milliseconds since the epoch. May jump, as wall clocks do. */
  now(): number;
  /** Runs the callback once, `delayMs` from now, never synchronously. The callback must not throw. */
  after(delayMs: number, run: () => void): Cancel;
  /**
   * Runs the callback at each full multiple of the period on the wall clock. The period divides a minute.
   * A tick may be late or lost: whoever needs to be exact stores the due instant and compares.
   */
  every(periodSeconds: 10 | 15 | 30, run: () => void): Cancel;
}
