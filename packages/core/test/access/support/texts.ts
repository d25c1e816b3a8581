/**
 * What somebody gains or loses, in a form that can be compared.
 */
import type { Difference } from "@org-trust/core/access/BlastRadius"

/** The differences as texts of who, what and where. */
export const textsOf = (differences: ReadonlyArray<Difference>) =>
  differences
    .map(({ right, subject, where }) =>
      [subject.id, right.kind === "permission" ? right.permission : right.kind, JSON.stringify(where)].join(" "),
    )
    .toSorted()
