import { documentsContract } from "../../contracts/documents-contract.ts";
import { openTemporaryStore } from "./open-temporary-store.ts";

documentsContract("SQLite", async () => {
  const store = openTemporaryStore();
  return { ...store, advance: (delayMs) => store.clock.advance(delayMs) };
});
