import type { z } from "zod";

/** Takes what an event of one type tells. */
export type EventReader = (data: unknown) => Promise<void>;

/** Readers by the types of Discord's events. */
export type EventReaders = Readonly<Record<string, EventReader>>;

/** Takes an event of a type. Resolves once it is durable. Safe to repeat. */
export type EventIntake = (type: string, data: unknown) => Promise<void>;

/** A reader of events of one form. Whatever has another form means nothing. */
export function reading<Event>(schema: z.ZodType<Event>, take: (event: Event) => Promise<void>): EventReader {
  return async (data) => {
    const event = schema.safeParse(data);
    if (event.success) await take(event.data);
  };
}

/** Types that nobody reads mean nothing here. */
export function createEventIntake(...readers: readonly EventReaders[]): EventIntake {
  const byType = new Map(readers.flatMap((each) => Object.entries(each)));
  return async (type, data) => byType.get(type)?.(data);
}
