/** What the design wants of a turn: ratios are to the peer of the same run, times in milliseconds. */
export const goals = {
  replyP50Ratio: 1.5,
  throughputRatio: 0.8,
  peakMemoryRatio: 1.3,
  ownTimeP50Ms: 3,
  ownTimeP99Ms: 20,
  acknowledgementP99Ms: 50,
} as const;
