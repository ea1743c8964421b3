import { expect, it, onTestFinished } from "vitest";
import { playgroundRoutes } from "../../../src/adapters/playground/playground-routes.ts";
import { openHouse } from "../../doubles/house.ts";

/** What the routes answer, as far as it is looked at here. */
interface Seen {
  readonly memories?: readonly unknown[];
  readonly reports?: readonly { readonly reflections: readonly { readonly label: string }[] }[];
  readonly completions?: readonly { readonly value: string; readonly label: string }[];
}

/** The playground's routes over a whole bot. */
async function openRoutes() {
  const house = openHouse({ now: Date.UTC(2026, 10, 22, 12) });
  onTestFinished(() => house.close());
  await house.bot.start();
  const routes = playgroundRoutes(house.playground, { ...house.parts, model: house.parts.model });
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  const read = async (response: Response) => ({
    status: response.status,
    body: (await response.json()) as Seen,
  });
  const get = async (path: string) => read(await routes.request(`/playground${path}`, { headers }));
  const post = async (path: string, body: unknown) =>
    read(await routes.request(`/playground${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
  const run = (person: string, text: string) => post("/commands", { person, channel: `dm-${person}`, text });
  return { house, get, post, run };
}

it("gives each person their library, with times as text and buttons with their ids", async () => {
  const { get, run } = await openRoutes();
  await run("ana", "remember for the team: lunch is at noon");
  const { status, body } = await get("/library?person=ana");
  expect(status).toBe(200);
  expect(body.memories).toMatchObject([
    {
      text: "lunch is at noon",
      audience: "team",
      at: "2026-11-22T12:00:00.000Z",
      actions: [{ id: "reverie:undo" }, { id: "reverie:dispute" }, { id: "reverie:pin" }],
      stack: [{ at: "2026-11-22T12:00:00.000Z", actions: [{ id: "reverie:undo" }] }],
    },
  ]);
  expect(Object.keys(body)).toEqual(["audiences", "memories", "waiting", "refused", "spend"]);
  expect((await get("/library?person=cleo")).body.memories).toEqual([]);
  expect((await get("/library?person=nobody")).status).toBe(404);
});

it("gives each person the reports of the dreams", async () => {
  const { house, get, run } = await openRoutes();
  await run("ana", "dream now");
  await house.settle();
  const { body } = await get("/reports?person=ana");
  expect(body.reports?.[0]).toMatchObject({ status: "finished", at: "2026-11-22T12:00:00.000Z" });
  const labels = ({ reports }: Seen) =>
    reports?.flatMap(({ reflections }) => reflections.map(({ label }) => label));
  expect(labels(body)).toContain("Team");
  expect(labels((await get("/reports?person=cleo")).body)).not.toContain("Team");
  expect((await get("/reports?person=nobody")).status).toBe(404);
});

it("completes the parameters of commands with what the person may see", async () => {
  const { post, run } = await openRoutes();
  await run("ana", "remember for the team: lunch is at noon");
  const ask = (person: string, words: string, parameter: string, typed: string, given?: object) =>
    post("/complete", { person, channel: "general", words, parameter, typed, given });
  expect((await ask("ana", "forget", "id", "lunch")).body.completions).toMatchObject([
    { label: expect.stringContaining("lunch is at noon") },
  ]);
  expect((await ask("cleo", "forget", "id", "lunch")).body.completions).toEqual([]);
  expect((await ask("ana", "set", "value", "", { key: "mode" })).body.completions).toContainEqual({
    value: "autonomous",
    label: "autonomous",
  });
  expect((await ask("ana", "set", "key", "cad")).body.completions?.[0]?.value).toBe("cadence");
  expect((await post("/complete", { person: "cleo", channel: "core-team" })).status).toBe(400);
});
