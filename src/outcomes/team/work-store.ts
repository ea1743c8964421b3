import { createRecords } from "../records.ts";
import { workRecord } from "./work.ts";

export const works = createRecords("work", workRecord);

export const readWork = works.read;
export const addWork = works.add;
export const moveWork = works.move;
