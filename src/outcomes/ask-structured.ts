import type { Parts } from "../core/parts.ts";
import type { StructuredRequest } from "../core/ports/model.ts";

/** Asks for structured output; undefined where the model fails or refuses. Rejects where it is aborted. */
export async function askStructured(
  parts: Parts,
  request: StructuredRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const outcome = await parts.model.structured(request, signal);
  signal.throwIfAborted();
  return outcome.type === "output" ? outcome.output : undefined;
}
