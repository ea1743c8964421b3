import { createRecords } from "../records.ts";
import { workRecord } from "./work.ts";

export const works = createRecords("work", workRecord);
