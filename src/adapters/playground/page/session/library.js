import { createReading } from "./reading.js";

/** Reads the memory as the person may see it, with what the dreams did. */
export function createLibrary({ store, api }) {
  const read = async (person) => {
    try {
      const [library, { reports }] = await Promise.all([api.library(person), api.reports(person)]);
      return { status: "ready", library, reports, text: null };
    } catch (error) {
      return { status: "failed", library: null, reports: [], text: error.message };
    }
  };
  const isUnderWay = ({ reports }) => reports[0]?.status === "running";
  return createReading(store, { key: "reading", read, isUnderWay });
}
