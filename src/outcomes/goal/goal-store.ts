import { createRecords } from "../records.ts";
import { goalRecord } from "./goal.ts";

export const goals = createRecords("goal", goalRecord);

export const readGoal = goals.read;
export const addGoal = goals.add;
export const moveGoal = goals.move;
