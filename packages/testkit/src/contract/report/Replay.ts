/**
 * How to do a failure again.
 */
import type { Report } from "../Report.ts"

/** What tries the same inputs of one clause once more: a command by URL, options in process. */
export const replayCommand = (
  { runs, seed, subject }: Pick<Report, "subject" | "seed" | "runs">,
  name: string,
): string =>
  /^https?:/.test(subject)
    ? `org-trust verify --url ${subject} --seed ${seed} --runs ${runs} --only ${name}`
    : `vitest(subject, { seed: ${seed}, runs: ${runs}, only: "${name}" })`
