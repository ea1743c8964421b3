import { ledgerContract } from "../../contracts/ledger-contract.ts";
import { openTemporaryStore } from "./open-temporary-store.ts";

ledgerContract("SQLite", async () => openTemporaryStore());
