import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { json, type Reply, text } from "../fakes/messages-server/reply.ts";
import { blocksOf, isReflection } from "./model-requests.ts";
import { untilFound } from "./office/patience.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { visit } from "./visitor.ts";

const criteria = ["It names the day", "It says who decides", "It is polite"];
const result = "We deploy on Mondays before noon; Ana decides about exceptions, kindly.";

/** What a request is for. */
type Purpose = "draft" | "make" | "judge";

describe("a goal whose program is killed", () => {
  let data: ReturnType<typeof makeDataDir>;
  let server: MessagesServer;
  /** The purpose whose next request is never answered. */
  let hung: Purpose | null;
  let asked: Purpose[];
  const programs: Program[] = [];
  const start = async () => {
    const program = await startProgram({ DATA_DIR: data.path, ANTHROPIC_BASE_URL: server.url });
    programs.push(program);
    return program;
  };

  const replies: Readonly<Record<Purpose, () => Reply>> = {
    draft: () => json({ criteria: criteria.map((each) => ({ text: each, how: "read" })) }),
    make: () => text(result),
    judge: () =>
      json({
        criteria: criteria.map((_, at) => ({
          number: at + 1,
          // The first round lacks one.
          met: at > 0 || asked.filter((each) => each === "judge").length > 1,
          quote: "We deploy on Mondays before noon",
          why: "",
        })),
      }),
  };

  beforeEach(async () => {
    data = makeDataDir();
    hung = null;
    asked = [];
    server = await startMessagesServer({
      script: (body) => {
        const purpose = isReflection(body)
          ? blocksOf(body).join("").startsWith("<goal>")
            ? "draft"
            : "judge"
          : "make";
        if (purpose === hung) return new Promise<Reply>(() => undefined);
        asked.push(purpose);
        return replies[purpose]();
      },
    });
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop();
    await server.close();
    data.remove();
  });

  const cardsOf = async (program: Program) =>
    (await visit(program.url, "ana").messages()).filter(({ card }) => card?.title.startsWith("Goal"));
  const cardWith = (program: Program, title: string) =>
    untilFound(`the card ${title}`, async () =>
      (await cardsOf(program)).find(({ card }) => card?.title === title),
    );

  it.each<Purpose>(["draft", "make", "judge"])(
    "goes on where it was after a kill in the middle of a request to %s, and asks for nothing twice that was answered",
    async (purpose) => {
      hung = purpose;
      const first = await start();
      const ana = visit(first.url, "ana");
      await ana.command("goal a short note on when we deploy");
      if (purpose !== "draft") await press(first);
      await untilFound("the request", () => (server.asked.length > asked.length ? true : undefined));
      await first.kill();
      hung = null;
      const second = await start();
      if (purpose === "draft") await press(second);
      await cardWith(second, "Goal · met");
      const end = async () =>
        (await visit(second.url, "ana").messages()).filter(({ text: said }) =>
          said.includes("criterion is met"),
        );
      await untilFound("the end", async () => ((await end()).length > 0 ? true : undefined));
      // Killed once more when all is over: nothing is said again.
      await second.kill();
      const third = await start();
      const messages = await visit(third.url, "ana").messages();
      expect(messages.filter(({ text: said }) => said.includes("criterion is met"))).toHaveLength(1);
      expect(await cardsOf(third)).toHaveLength(1);
      expect(asked).toEqual(["draft", "make", "judge", "make", "judge"]);
    },
    60_000,
  );

  async function press(program: Program): Promise<void> {
    const { id, card } = await cardWith(program, "Goal · waits for you");
    const start = card?.actions.find(({ id: action }) => action === "reverie:goal-approve");
    await visit(program.url, "ana").press(id, start?.id ?? "", start?.value ?? "");
  }
});
