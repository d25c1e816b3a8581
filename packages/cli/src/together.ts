/**
 * Flags that go together: one that has no effect beside the others that were given is a
 * mistake in the command line, and told as such rather than passed over.
 */
import * as Effect from "effect/Effect"
import * as Stdio from "effect/Stdio"
import { Misused } from "./usage.ts"

/** What some flags of a command need, and what they do not go with; names are without their dashes. */
export interface Together {
  readonly flags: ReadonlyArray<string>
  /** Without all of these they do nothing. */
  readonly needs?: ReadonlyArray<string>
  /** Beside any of these they do nothing. */
  readonly not?: ReadonlyArray<string>
}

/** The flags that a command line names. What stands behind a lone `--` is none. */
const namedIn = (args: ReadonlyArray<string>): ReadonlySet<string> => {
  const end = args.indexOf("--")
  return new Set(
    (end === -1 ? args : args.slice(0, end)).flatMap((arg) => /^--([a-z][a-z-]*)(?:=|$)/.exec(arg)?.[1] ?? []),
  )
}

/** Flags in a sentence. */
export const dashed = (names: ReadonlyArray<string>): string => names.map((name) => `--${name}`).join(" and ")

/** What is wrong with these flags beside each other, in a sentence each. */
export const mistakesIn = (args: ReadonlyArray<string>, rules: ReadonlyArray<Together>): ReadonlyArray<string> => {
  const named = namedIn(args)
  const told = new Set<string>()
  return rules.flatMap(({ flags, needs = [], not = [] }) => {
    const missing = needs.filter((name) => !named.has(name))
    const beside = not.filter((name) => named.has(name))
    return flags.flatMap((flag): ReadonlyArray<string> => {
      if (!named.has(flag) || told.has(flag) || missing.length + beside.length === 0) return []
      for (const each of [flag, ...beside]) told.add(each)
      return [
        beside.length > 0
          ? `--${flag} does nothing with ${dashed(beside)}: leave one of them out`
          : `--${flag} does nothing without ${dashed(missing)}: give that too, or leave --${flag} out`,
      ]
    })
  })
}

/** The flags that the command line names, of some. */
export const givenOf = Effect.fnUntraced(function* (flags: ReadonlyArray<string>) {
  const { args } = yield* Stdio.Stdio
  const named = namedIn(yield* args)
  return flags.filter((flag) => named.has(flag))
})

/** Ends with the status of a mistake in the command line where a flag has no effect. */
export const checkTogether = Effect.fnUntraced(function* (rules: ReadonlyArray<Together>) {
  const { args } = yield* Stdio.Stdio
  const mistakes = mistakesIn(yield* args, rules)
  if (mistakes.length > 0) return yield* new Misused({ message: mistakes.join("\n") })
})
