import type { Effort } from "./Comparison.ts"

/** A whole measurement, and one that only shows that everything runs. */
export const efforts = {
  whole: { warmup: 5000, measured: 2000, concurrency: 32, many: 1_000_000 },
  short: { warmup: 50, measured: 100, concurrency: 2, many: 10_000 },
} as const satisfies Record<string, Effort>

/** How much is measured. */
export type KindOfEffort = keyof typeof efforts

/** Whether a text names an effort. */
export const isKindOfEffort = (text: string): text is KindOfEffort => Object.hasOwn(efforts, text)
