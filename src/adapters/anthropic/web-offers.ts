import type { Clock } from "../../core/ports/clock.ts";
import type { WebOffer } from "./web-tools.ts";

/** How long a refusal is remembered, in milliseconds. */
const refusedForMs = 60 * 60 * 1000;

/** Remembers which tools of the web the endpoint refused with which model. Any that were not refused count as there. */
export interface WebOffers {
  of(model: string): WebOffer;
  /** The endpoint refused more than that, and answered with it. */
  narrowed(model: string, offer: WebOffer): void;
}

export function createWebOffers(clock: Clock): WebOffers {
  const known = new Map<string, { readonly offer: WebOffer; readonly until: number }>();
  return {
    of(model) {
      const found = known.get(model);
      if (found && found.until > clock.now()) return found.offer;
      known.delete(model);
      return "search-and-fetch";
    },
    narrowed(model, offer) {
      known.set(model, { offer, until: clock.now() + refusedForMs });
    },
  };
}
