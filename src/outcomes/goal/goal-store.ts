import { createRecords } from "../records.ts";
import { goalRecord } from "./goal.ts";

export const goals = createRecords("goal", goalRecord);
