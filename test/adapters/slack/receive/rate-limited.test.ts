import { expect, it } from "vitest";
import { openHttpServer } from "../../../../src/adapters/system/http-server.ts";
import { openReceiving } from "./open-house.ts";

it.each(["socket", "http"] as const)(
  "A9: Slack's word that it holds events back is taken and shown, by %s",
  async (way) => {
    const house = await openReceiving({ way });
    const ok = { state: "ok" as const, detail: "" };
    const server = await openHttpServer({
      host: "127.0.0.1",
      port: 0,
      readiness: () => ({ store: ok, model: ok, platforms: { slack: house.slack.state() } }),
      metrics: async () => "",
      routes: [],
    });
    const ready = async () => {
      const response = await fetch(`${server.url}/readyz`);
      return { status: response.status, slack: ((await response.json()) as ReadyBody).parts.slack };
    };
    try {
      expect(await ready()).toMatchObject({ status: 200, slack: { state: "ok" } });
      house.fake.outbox.rateLimited();
      await house.fake.outbox.settled();
      expect(house.fake.world.records.acks).toHaveLength(1);
      expect(house.logged("events-held-back")).toBe(1);
      expect(await ready()).toMatchObject({
        status: 200,
        slack: { state: "degraded", detail: expect.stringMatching(/holds events back/u) },
      });
      house.fake.world.say({ person: "ana", channel: "dm-ana", text: "still there?" });
      await house.until(() => house.answers("dm-ana").length === 1, "an answer");
      await house.clock.advance(10 * 60_000);
      expect(await ready()).toMatchObject({ slack: { state: "ok" } });
    } finally {
      await server.close();
    }
  },
);

interface ReadyBody {
  readonly parts: { readonly slack: unknown };
}
