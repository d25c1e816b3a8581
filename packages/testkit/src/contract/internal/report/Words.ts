/**
 * What reports say in words.
 */
import type { JsonReport, JsonResult } from "../../report/Json.ts"

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

/** With how many inputs a clause that holds could be checked. */
const triedWords = ({ runs = 0, tried = 0 }: { readonly runs?: number; readonly tried?: number }): string =>
  `with ${runs} of ${tried} inputs; the others need what this world does not have`

/** What was missing for a clause that was checked in part. */
const partWords = ({ without = [] }: { readonly without?: ReadonlyArray<string> }): string =>
  `in part: the implementation does not have ${without.join(", ")}`

/** What went wrong with others beside. */
export const besideWords = ({ message }: { readonly message: string }): string =>
  `holds when it is checked alone, and did not while others were checked at the same time: ${message}`

/** What is to be said of a clause that holds besides that it does; nothing, most often. */
export const remarkWords = (result: Pick<JsonResult, "beside" | "runs" | "standing" | "tried" | "without">): string =>
  [
    ...(result.standing === "in part" ? [partWords(result)] : []),
    ...(result.standing === "hardly tried" ? [`hardly tried, ${triedWords(result)}`] : []),
    ...(result.beside === undefined ? [] : [besideWords(result.beside)]),
  ].join("; ")

/** Numbers of clauses by what came of them, in words. */
export const numbers = (counts: JsonReport["counts"]): string => {
  const present = Object.entries(counts).filter(([, count]) => count > 0)
  return present.length === 0 ? "none" : present.map(([standing, count]) => `${count} ${standing}`).join(", ")
}

/** What may be said of the implementation, in a sentence. */
export const conclusionText = ({
  conclusion,
  levels: { MUST: musts },
  results,
  unchecked,
}: Pick<JsonReport, "conclusion" | "levels" | "results" | "unchecked">): string => {
  if (conclusion === "fulfils") return "It fulfils the contract."
  if (conclusion === "does not fulfil") return "It does not fulfil the contract."
  const missing = [
    [musts.skipped, "MUST skipped"],
    [musts["in part"], "MUST checked in part"],
    [musts["hardly tried"], "MUST hardly tried"],
    [results.filter(({ beside, level }) => level === "MUST" && beside !== undefined).length, "MUST held only alone"],
    [unchecked, "clauses not run"],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
  return `What was checked holds; whether it fulfils the contract is open: ${missing.join(", ")}.`
}
