/**
 * Which page a request asks for: within the limits, or out of them as the step wants.
 */
import type { PageRequest } from "@org-trust/core/Page"
import { pick } from "../Numbers.ts"
import type { Step } from "../Plan.ts"
import { digit, type Moment } from "./Moment.ts"

/** Mostly so few to a page that there is another one. */
const sizes = [1, 2, 1, 3, 2, 1, 4, 5, 7, 10] as const

/** A page request. */
export const page = ({ profile }: Moment, step: Step): PageRequest => {
  const { amount, deviation } = step
  if (deviation === "pageLimits") {
    const wrong: ReadonlyArray<PageRequest> = [
      { pageSize: 0 },
      { pageSize: profile.maxPageSize + 1 },
      { pageNumber: 0 },
      { pageSize: -1 },
      { pageNumber: -1, pageSize: 1 },
      { pageSize: Number.MAX_SAFE_INTEGER },
    ]
    return pick(wrong, amount) ?? { pageSize: 0 }
  }
  const pageSize = Math.min(pick(sizes, digit(amount, 1)) ?? 1, profile.maxPageSize)
  return {
    // The default of 25 is out of the limits of some profiles.
    ...((digit(amount, 0) > 4 || profile.maxPageSize < 25) && { pageSize }),
    ...(digit(amount, 2) > 5 && { pageNumber: 1 + (digit(amount, 2) % 3) }),
    ...(deviation === "beyondEnd" && { pageNumber: 50 + amount }),
  }
}
