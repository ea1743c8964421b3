/** Commands that people give for the measurement: both programs have them, and none changes anything. */
export const commands = ["help", "memory", "settings", "usage"] as const;
