import { createOfflineModel } from "../../../src/adapters/offline/offline-model.ts";
import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import type { Parts } from "../../../src/core/parts.ts";
import type { Platform } from "../../../src/core/ports/platform.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { listPrices } from "../../../src/core/prices.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { officeChannels, officePeople, officeWorkspace } from "./office.ts";

const nothingSaid = () => Promise.reject(new Error("Nothing is said on this platform"));

/** A platform that knows who and what there is, and on which nothing is said. */
function officePlatform(): Platform {
  return {
    name: "playground",
    directory: {
      workspaces: async () => [officeWorkspace],
      workspace: async (id) => ({
        id,
        name: "Office",
        timezone: "Europe/Lisbon",
        roles: [],
        defaults: {},
      }),
      person: async (_workspace, id) => officePeople.find((person) => person.id === id),
      channel: async (_workspace, id) => officeChannels.find((channel) => channel.id === id),
      channels: async () => officeChannels,
      channelsOf: async () => officeChannels.map(({ id }) => id),
      administrators: async () => officePeople.slice(0, 1).map(({ id }) => id),
      openDirect: nothingSaid,
      recheck: () => undefined,
    },
    delivery: {
      post: nothingSaid,
      update: nothingSaid,
      remove: nothingSaid,
      stream: () => ({ show: () => undefined, finish: nothingSaid, abandon: () => undefined }),
      tellBriefly: nothingSaid,
      attach: nothingSaid,
      permalink: () => null,
    },
    archive: {
      past: nothingSaid,
      earlier: async () => [],
      reread: async () => "unknown",
      fetchFile: nothingSaid,
    },
    start: async () => undefined,
    stop: async () => undefined,
    state: () => ({ state: "ok", detail: "" }),
  };
}

/** The parts of a bot over the SQLite store in a folder. */
export function openOffice(dataDir: string): { readonly parts: Parts; readonly store: Store } {
  const clock = createSystemClock();
  const log = createSilentLog();
  const store = openSqliteStore({ dataDir, clock, log });
  const { history, ledger, documents, jobs } = store;
  const model = createOfflineModel();
  return {
    store,
    parts: {
      history,
      ledger,
      documents,
      jobs,
      model,
      clock,
      log,
      prices: listPrices,
      platforms: [officePlatform()],
    },
  };
}
