import * as Effect from "effect/Effect"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"

/** Reads a text; undefined where it is not one of those. */
export type Parse<A> = (text: string) => A | undefined

const parses = new WeakMap<object, Parse<unknown>>()

/** The step of a codec that reads a text. */
export const parsing = <A>(expected: string, parse: Parse<A>): SchemaGetter.Getter<A, string> => {
  const getter = SchemaGetter.transformEffect((text: string, options): Effect.Effect<A, SchemaIssue.Issue> => {
    const value = parse(text)
    return value === undefined
      ? Effect.fail(new SchemaIssue.InvalidValue({ message: `Expected ${expected}` }, text, options))
      : Effect.succeed(value)
  })
  parses.set(getter, parse)
  return getter
}

/** What a step reads texts with, if it does. */
export const parseOf = (getter: object): Parse<unknown> | undefined => parses.get(getter)
