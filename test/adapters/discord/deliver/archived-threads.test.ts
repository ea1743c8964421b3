import { describe, expect, it, onTestFinished } from "vitest";
import { createClosedPlaces } from "../../../../src/adapters/discord/deliver/closed-places.ts";
import { createDiscordDelivery } from "../../../../src/adapters/discord/deliver/discord-delivery.ts";
import { createDirectCards } from "../../../../src/adapters/discord/direct/direct-cards.ts";
import { createGateway } from "../../../../src/adapters/discord/gateway/gateway.ts";
import { messageId, threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import { createDiscordCalls, createRest } from "../../../../src/adapters/discord/web/discord-calls.ts";
import { asId } from "../../../../src/core/ids.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createPassingTime } from "../../../doubles/passing-time.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";
import { openTemporaryStore } from "../../sqlite/open-temporary-store.ts";
import { serve } from "../web/serve.ts";

const thread = "120000000000000001";
const message = "120000000000000002";
const channelPath = `/api/v10/channels/${thread}`;
const messagePath = `${channelPath}/messages/${message}`;

/** A Discord that changes nothing in a thread before that is out of the archive, which it may be forbidden. */
async function openThread(reopened: { readonly status: number; readonly code?: number }) {
  let isArchived = true;
  const discord = await serve((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.url !== channelPath) {
      if (isArchived && request.method !== "POST")
        answer(400, { message: "Thread is archived", code: 50083 });
      else answer(200, { id: message, content: "One " });
      return;
    }
    if (reopened.status === 200) isArchived = false;
    answer(reopened.status, reopened);
  });
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const { documents, close } = openTemporaryStore(undefined, clock);
  onTestFinished(() => close());
  const log = createSilentLog();
  const token = "a.token.of.none";
  const rest = createRest(token, `${discord.url}/api`);
  const calls = createDiscordCalls(rest, clock);
  const gateway = createGateway({ rest, token, documents, clock, log });
  const closed = createClosedPlaces(documents);
  const directCards = createDirectCards(documents, gateway);
  const delivery = createDiscordDelivery({ calls, gateway, closed, directCards, documents, clock, log });
  const workspace = asId<never>("discord:100000000000000001");
  const channel = asId<never>("110000000000000001");
  return {
    ...createPassingTime(clock),
    delivery,
    place: { workspace, channel, thread: threadId(thread) },
    ref: { workspace, channel, message: messageId(thread, message) },
    changes: () => discord.asked.filter((asked) => !asked.startsWith("POST")),
  };
}

describe("E15: what stands in an archived thread", () => {
  it("is changed once the thread is out of the archive", async () => {
    const { delivery, ref, finished, changes } = await openThread({ status: 200 });
    await finished(delivery.update(ref, plainContent("Gone.")));
    expect(changes()).toEqual([`PATCH ${messagePath}`, `PATCH ${channelPath}`, `PATCH ${messagePath}`]);
  });

  it("is taken away as well", async () => {
    const { delivery, ref, finished, changes } = await openThread({ status: 200 });
    await finished(delivery.remove(ref));
    expect(changes()).toEqual([`DELETE ${messagePath}`, `PATCH ${channelPath}`, `DELETE ${messagePath}`]);
  });

  it("stays as it is while an answer is drafted, and the end of the answer takes the thread out", async () => {
    const { delivery, place, ref, finished, pass, changes } = await openThread({ status: 200 });
    const answer = delivery.stream(place, "answer", { person: asId("1"), message: ref.message });
    answer.show("One ");
    await pass(1500);
    answer.show("One two ");
    await pass(5000);
    expect(changes().length).toBeGreaterThan(0);
    expect(changes()).not.toContain(`PATCH ${channelPath}`);
    await finished(answer.finish(plainContent("One two three.")));
    expect(changes().slice(-2)).toEqual([`PATCH ${channelPath}`, `PATCH ${messagePath}`]);
  });

  it.each([
    [403, 50013],
    [403, 160005],
  ])("stays as it is where Discord leaves the thread in the archive: %d, %d", async (status, code) => {
    const { delivery, ref, finished, changes } = await openThread({ status, code });
    const refused = { code: String(code), permanent: true };
    await expect(finished(delivery.update(ref, plainContent("Gone.")))).rejects.toMatchObject(refused);
    expect(changes()).toEqual([`PATCH ${messagePath}`, `PATCH ${channelPath}`]);
  });
});
