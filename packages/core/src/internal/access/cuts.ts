/**
 * The smallest sets that meet every way: its minimal hitting sets, by Berge's method.
 */
import type { Removal } from "../../access/Forecast.ts"

/** More sets than anybody reads; there can be as many as the product of the ways' lengths. */
const most = 1000

const keyOf = (removal: Removal): string => JSON.stringify(Object.entries(removal).sort(([a], [b]) => (a < b ? -1 : 1)))

const isWithin = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size <= other.size && [...one].every((key) => other.has(key))

/** Without the sets that hold another one. */
const smallest = (sets: ReadonlyArray<ReadonlySet<string>>): ReadonlyArray<ReadonlySet<string>> => {
  const kept: Array<ReadonlySet<string>> = []
  for (const set of [...sets].sort((a, b) => a.size - b.size)) {
    if (!kept.some((each) => isWithin(each, set))) kept.push(set)
  }
  return kept
}

/** All minimal sets of things that every way needs one of; `isComplete` where there are no more than can be told. */
export const smallestCuts = (
  ways: ReadonlyArray<ReadonlyArray<Removal>>,
): { readonly cuts: ReadonlyArray<ReadonlyArray<Removal>>; readonly isComplete: boolean } => {
  if (ways.length === 0) return { cuts: [], isComplete: true }
  const removals = new Map(ways.flat().map((removal) => [keyOf(removal), removal]))
  let isComplete = true
  let cuts: ReadonlyArray<ReadonlySet<string>> = [new Set()]
  for (const way of smallest(ways.map((way) => new Set(way.map(keyOf))))) {
    const met = cuts.filter((cut) => [...way].some((key) => cut.has(key)))
    const missed = cuts.filter((cut) => ![...way].some((key) => cut.has(key)))
    const extended = missed.flatMap((cut) => [...way].map((key) => new Set([...cut, key])))
    cuts = smallest([...met, ...extended])
    if (cuts.length > most) {
      isComplete = false
      cuts = cuts.slice(0, most)
    }
  }
  return {
    cuts: cuts.map((cut) => [...cut].flatMap((key) => removals.get(key) ?? [])),
    isComplete,
  }
}
