/**
 * Kinds of flags that many commands have.
 */
import * as Flag from "effect/cli/Flag"

/** A flag that names a file, and may be left out. */
export const fileFlag = (name: string, what: string) =>
  Flag.String(name).pipe(Flag.withMetavar("FILE"), Flag.withDescription(what), Flag.optional)

/** A flag that is given or not. */
export const switchFlag = (name: string, what: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(what), Flag.withDefault(false))

/** A flag that names things, each with what it is, such as `NAME=PROFILE`; it may be left out. */
export const pairsFlag = (name: string, metavar: string, what: string) =>
  Flag.KeyValuePair(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(what), Flag.optional)

/** A flag that is a whole number from a least one. */
export const wholeFlag = (name: string, what: string, least: number) =>
  Flag.Int(name).pipe(
    Flag.withMetavar("N"),
    Flag.withDescription(what),
    Flag.filter(
      (number) => number >= least,
      () => `a whole number from ${least}`,
    ),
  )
