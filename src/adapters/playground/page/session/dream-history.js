import { createReading } from "./reading.js";

/** Reads the dreams in numbers, for the picture of them over time. */
export function createDreamHistory({ store, api }) {
  const read = async (person) => {
    try {
      const { dreams } = await api.dreams(person);
      return { status: "ready", dreams, text: null };
    } catch (error) {
      return { status: "failed", dreams: [], text: error.message };
    }
  };
  const isUnderWay = ({ dreams }) => dreams.at(-1)?.status === "running";
  return createReading(store, { key: "dreamHistory", read, isUnderWay });
}
