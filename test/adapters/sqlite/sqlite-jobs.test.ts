import { jobsContract } from "../../contracts/jobs-contract.ts";
import { openTemporaryStore } from "./open-temporary-store.ts";

jobsContract("SQLite", async () => {
  let store = openTemporaryStore();
  return {
    jobs: store.jobs,
    now: () => store.clock.now(),
    advance: (delayMs) => store.clock.advance(delayMs),
    restart: async () => {
      store = await store.reopen();
      return store.jobs;
    },
    close: () => store.close(),
  };
});
