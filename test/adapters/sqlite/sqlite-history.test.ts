import { historyContract } from "../../contracts/history-contract.ts";
import { openTemporaryStore } from "./open-temporary-store.ts";

historyContract("SQLite", async () => openTemporaryStore());
