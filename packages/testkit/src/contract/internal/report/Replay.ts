/**
 * How to do a failure again.
 */
import type { Report } from "../../Report.ts"

/** A word of a shell's command line. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/**
 * What tries the same inputs of a clause, or of several, once more: a command by URL, options in
 * process. `flags` are those that the command was given besides.
 */
export const replayCommand = (
  { runs, seed, subject }: Pick<Report, "subject" | "seed" | "runs">,
  name: string,
  flags: ReadonlyArray<string> = [],
): string =>
  /^https?:/.test(subject)
    ? ["org-trust verify --url", shellWord(subject), `--seed ${seed} --runs ${runs} --only ${shellWord(name)}`]
        .concat(flags.map(shellWord))
        .join(" ")
    : `vitest(subject, { seed: ${seed}, runs: ${runs}, only: "${name}" })`
