/**
 * How to do a failure again.
 */
import type { Report } from "../../Report.ts"

/** A word of a shell's command line. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/**
 * What tries the same inputs of a clause, of several, or of all where none is named, once more: a command by URL, options in
 * process. `flags` are those that the command was given besides.
 */
export const replayCommand = (
  { runs, seed, subject }: Pick<Report, "subject" | "seed" | "runs">,
  name: string | undefined,
  flags: ReadonlyArray<string> = [],
): string =>
  /^https?:/.test(subject)
    ? ["org-trust verify --url", shellWord(subject), `--seed ${seed} --runs ${runs}`]
        .concat(name === undefined ? [] : ["--only", shellWord(name)])
        .concat(flags.map(shellWord))
        .join(" ")
    : `vitest(subject, { seed: ${seed}, runs: ${runs}${name === undefined ? "" : `, only: "${name}"`} })`
