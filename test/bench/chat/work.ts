/** How much of what is done. */
export const warmUp = { turns: 400, concurrency: 16 } as const;
export const alone = { rounds: 5, turns: 100 } as const;
export const together = { rounds: 5, turns: 150, concurrency: 16 } as const;
export const acknowledged = { rounds: 3, perSecond: 50, seconds: 4 } as const;
