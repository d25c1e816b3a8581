/**
 * What is done about `null`, and about values of another form than described, on the
 * way between JSON and the models of answers.
 */
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as SchemaGetter from "effect/SchemaGetter"
import { type Received, unread } from "../Received.ts"

/** Marks {@link Odd} values. */
const oddMark = Symbol()

/**
 * A value of another form than described, on its way between its field and `unread`.
 * It is a function because no model describes one, so that none takes it for its own.
 */
export interface Odd {
  (): unknown
  readonly [oddMark]: true
}

/** Makes a value an odd one. */
export const oddOf = (value: unknown): Odd => Object.assign(() => value, { [oddMark]: true as const })

/** Whether a value is an odd one. */
export const isOdd = (value: unknown): value is Odd => typeof value === "function" && oddMark in value

/** Whether a value says nothing. JSON has no `undefined`. */
export const isAbsent = (value: unknown): boolean => value === null || value === undefined

/** Fields by name. */
export type Fields = { readonly [field: string]: unknown }

/** An object's own fields and none of its prototype's; `__proto__` is a name like any other. */
export const set = (fields: object, name: string, value: unknown): void => {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Puts odd values aside; those that say nothing are left out. */
export const putAside = SchemaGetter.transform((fields: Fields): Fields & Received => {
  const read: Fields = {}
  const odd: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!isOdd(value)) set(read, name, value)
    else if (!isAbsent(value())) set(odd, name, value())
  }
  return Object.keys(odd).length === 0 ? read : { ...read, [unread]: odd }
})

/** Puts odd values back; one that has been replaced since is gone. */
export const putBack = SchemaGetter.transform((entity: Fields & Received): Fields => {
  const { [unread]: odd, ...read } = entity
  if (odd === undefined) return read
  const fields: Fields = { ...read }
  for (const [name, value] of Object.entries(odd)) {
    if (!Object.hasOwn(fields, name)) set(fields, name, oddOf(value))
  }
  return fields
})

/** What is left of a list without the items that say nothing. */
export const dropNull = <A>(items: ReadonlyArray<A | null>): ReadonlyArray<A> => items.filter(Predicate.isNotNull)

/** The items that there are; none where there is no list. */
export const itemsOrNone = <A>(items: Option.Option<ReadonlyArray<A | null> | null>): Option.Option<ReadonlyArray<A>> =>
  Option.some(Option.match(items, { onNone: () => [], onSome: (some) => dropNull(some ?? []) }))

/** The values by name that say something. */
export const presentValues = <A>(values: { readonly [name: string]: A | null }): { readonly [name: string]: A } =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
