import { describe, expect, it } from "vitest";
import { describeCause } from "../../../src/adapters/system/pino-log.ts";
import { ModelError, StoreError } from "../../../src/core/errors.ts";

describe("what a log says of an error", () => {
  it("D14: gives class, code and places of a foreign error and none of its words", () => {
    const foreign = Object.assign(new TypeError("cannot parse sk-ant-canary said by ana"), {
      code: "ERR_PARSE",
    });
    const cause = describeCause(new StoreError("read", foreign));
    expect(cause).toMatchObject({
      class: "StoreError",
      message: "The store failed at read",
      cause: { class: "TypeError", code: "ERR_PARSE" },
    });
    expect(JSON.stringify(cause)).not.toContain("canary");
    expect(cause.at?.[0]).toContain("pino-log.test.ts");
  });

  it("gives a status as the code, and says of something that is no error what it is", () => {
    const refused = Object.assign(new Error("secret"), { status: 429 });
    expect(describeCause(new ModelError("busy", true, refused)).cause).toMatchObject({
      class: "Error",
      code: "429",
    });
    expect(describeCause("a secret text")).toEqual({ class: "string" });
  });
});
