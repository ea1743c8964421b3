import type { Asked } from "../turn-book.ts";
import type { WatchedCall } from "./call-watch.ts";

/** What the program with a fake does when it is told to, each with one object and one result. */
export interface ChatOrders {
  /** The variables by which an app finds the fake and authenticates with it. */
  environment(given: object): Readonly<Record<string, string>>;
  /** Waits until an app has so many connections. */
  connected(given: { readonly count: number }): Promise<void>;
  /** Ana, who may change settings, gives the app's command, and waits until it is acknowledged. */
  command(given: { readonly text: string }): Promise<void>;
  /** Turns one after the other. */
  alone(given: { readonly turns: number }): Promise<{
    readonly asked: readonly Asked[];
    readonly calls: readonly WatchedCall[];
  }>;
  /** Turns side by side. Gives how many there were a second. */
  together(given: { readonly turns: number; readonly concurrency: number }): Promise<number>;
  /** So much a second that wants an acknowledgement. Gives how long each waited for it, in milliseconds. */
  acknowledged(given: { readonly perSecond: number; readonly seconds: number }): Promise<readonly number[]>;
}

/** An order on its way to the program. */
export interface Order {
  readonly name: keyof ChatOrders;
  readonly given: never;
}

/** How an order ended. */
export type Outcome = { readonly result: unknown } | { readonly error: string };
