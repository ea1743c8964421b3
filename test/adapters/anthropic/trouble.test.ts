import { APIError } from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import { openingTrouble } from "../../../src/adapters/anthropic/trouble.ts";

const now = Date.UTC(2026, 10, 22);

function refusedWith(status: number, headers: Record<string, string>, body: object | undefined): APIError {
  return APIError.generate(status, body, "Not found", new Headers(headers));
}

describe("the trouble behind an error", () => {
  it.each([
    [{ "retry-after-ms": "1500", "retry-after": "2" }, 1_500],
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": new Date(now + 7_000).toUTCString() }, 7_000],
    [{ "retry-after": new Date(now - 7_000).toUTCString() }, 0],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-1" }, null],
    [{}, null],
  ])("says how long to wait from %j", (headers, retryAfterMs) => {
    expect(openingTrouble(refusedWith(429, headers, {}), now)).toMatchObject({
      failure: "busy",
      retryable: true,
      retryAfterMs,
    });
  });

  it("tells an endpoint without the model from a place that is no endpoint", () => {
    const known = { type: "error", error: { type: "not_found_error", message: "model: gone" } };
    expect(openingTrouble(refusedWith(404, {}, known), now).failure).toBe("unknown-model");
    expect(openingTrouble(refusedWith(404, {}, undefined), now)).toMatchObject({
      failure: "unreachable",
      retryable: false,
    });
  });

  it.each([
    [413, "Request exceeds the maximum size"],
    [400, "A maximum of 100 PDF pages may be provided."],
    [
      400,
      "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6275800 bytes > 5242880 bytes",
    ],
    [400, "At least one of the image dimensions exceed max allowed size: 8000 pixels"],
    [400, "prompt is too long: 1200000 tokens > 1000000 maximum"],
  ])("takes %i %j for more than the model can read", (status, message) => {
    const body = { type: "error", error: { type: "invalid_request_error", message } };
    expect(openingTrouble(refusedWith(status, {}, body), now)).toMatchObject({
      failure: "too-long",
      retryable: false,
    });
  });

  it("knows an image with too many pixels by its code", () => {
    const error = {
      type: "invalid_request_error",
      message: "No.",
      details: { error_code: "image_dimensions_too_large", max_side_length_pixels: 8000, paths: [] },
    };
    expect(openingTrouble(refusedWith(400, {}, { type: "error", error }), now).failure).toBe("too-long");
  });

  it("takes what is no error of the endpoint for a request that cannot be made", () => {
    const cause = new TypeError("A header cannot hold this.");
    expect(openingTrouble(cause, now)).toMatchObject({ failure: "invalid", retryable: false, cause });
  });
});
