/**
 * Whether an SDK says what we think that it says.
 */
import { type Description } from "./Description.ts"
import { type Difference, differences, line } from "./Differences.ts"
import { type Known, known } from "./known.ts"

/** What is to be told of an SDK. */
export interface Verdict {
  /** Differences that are not known. */
  readonly unknown: ReadonlyArray<Difference>
  /** Known differences that are none any more. */
  readonly stale: ReadonlyArray<Known>
  /** Known differences that are there. */
  readonly explained: ReadonlyArray<Known>
}

/** Compares what an SDK says with what we say. */
export const judge = (vendor: Description, own: Description, list: ReadonlyArray<Known> = known): Verdict => {
  const found = differences(vendor, own)
  const said = new Set(found.map(line))
  const listed = new Set(list.map(line))
  return {
    unknown: found.filter((difference) => !listed.has(line(difference))),
    stale: list.filter((each) => !said.has(line(each))),
    explained: list.filter((each) => said.has(line(each))),
  }
}

/** Whether nothing is unknown and nothing stale. */
export const holds = ({ stale, unknown }: Verdict): boolean => unknown.length + stale.length === 0
