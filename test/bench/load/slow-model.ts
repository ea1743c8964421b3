import { setTimeout } from "node:timers/promises";
import { type MessagesServer, startMessagesServer } from "../../fakes/messages-server/messages-server.ts";
import { text } from "../../fakes/messages-server/reply.ts";

/** Starts a Messages server whose every answer takes so long, in pieces at even distances. */
export async function startSlowModel(
  open: AsyncDisposableStack,
  { answerMs, pieces }: { readonly answerMs: number; readonly pieces: number },
): Promise<MessagesServer> {
  const server = await startMessagesServer({
    script: () =>
      text(
        Array.from({ length: pieces }, (_, index) => [
          setTimeout(((index + 1) * answerMs) / pieces),
          `Piece ${index + 1} of the answer. `,
        ]).flat(),
      ),
  });
  open.defer(() => server.close());
  return server;
}
