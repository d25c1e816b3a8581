/**
 * Numbers in words, as reports say them.
 */

/** A number of things: `1 step`, `2 steps`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

/** How long something took: `7 ms`, `1.2 s`, `1 min 33 s`. */
export const tookWords = (millis: number): string => {
  if (millis < 1_000) return `${Math.round(millis)} ms`
  if (millis < 59_950) return `${(millis / 1_000).toFixed(1)} s`
  const seconds = Math.round(millis / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A moment as people read it, in UTC: `2026-01-31 09:05 UTC`. */
export const momentWords = (millis: number): string =>
  `${new Date(millis).toISOString().slice(0, 16).replace("T", " ")} UTC`
