/**
 * How closures read structures: through the fields that came, with a copy only where
 * one of them changes.
 */
import { invalid } from "effect/schema/SchemaCompiler"
import { unread } from "../Received.ts"
import { type Fields, isAbsent, set } from "./leniency.ts"

/** Reads a value: gives what it comes to, or `invalid`. */
export type Read = (value: unknown) => unknown

/** How one field is read. */
export interface Field {
  /** Where the schema has it among the others. */
  readonly position: number
  readonly read: Read
  /** Whether the field need not be there, and may be odd. */
  readonly isOptional: boolean
  /** What the field is where it is missing, if it is something then. */
  readonly missing?: () => unknown
}

/** Whether a value is an object whose fields can be gone through. */
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Leaves a field out. */
const leftOut = Symbol()

/** A copy with some fields changed; what `for … in` finds is all that JSON can have. */
const changedCopy = (fields: Fields, changes: ReadonlyMap<string, unknown>): Fields => {
  const copy: { [field: string]: unknown } = {}
  for (const name in fields) {
    const value = changes.has(name) ? changes.get(name) : fields[name]
    if (value === leftOut) continue
    if (name === "__proto__") set(copy, name, value)
    else copy[name] = value
  }
  return copy
}

/** The fields that have to be there or are something where they are not. */
const neededOf = (fields: ReadonlyMap<string, Field>) => [...fields].filter(([, { isOptional }]) => !isOptional)

/** Reads a model of an answer. */
export const readEntity = (fields: ReadonlyMap<string, Field>): Read => {
  const needed = neededOf(fields)
  return (input) => {
    if (!isFields(input)) return invalid
    // Most fields that change are dates: a few of them, put into a copy that has the shape of what came.
    let copy: { [field: string]: unknown } | undefined
    let left: Map<string, unknown> | undefined
    let odd: { [field: string]: unknown } | undefined
    let found = 0
    for (const name in input) {
      const field = fields.get(name)
      if (field === undefined) continue
      const value = input[name]
      if (field.isOptional && isAbsent(value)) {
        left = (left ?? new Map<string, unknown>()).set(name, leftOut)
        continue
      }
      if (!field.isOptional) found++
      const read = field.read(value)
      if (read === value) continue
      if (read !== invalid) {
        copy ??= { ...input }
        copy[name] = read
      } else if (field.isOptional) {
        left = (left ?? new Map<string, unknown>()).set(name, leftOut)
        odd ??= {}
        odd[name] = value
      } else return invalid
    }
    if (found < needed.length) {
      for (const [name, { missing }] of needed) {
        if (Object.hasOwn(input, name)) continue
        if (missing === undefined) return invalid
        copy ??= { ...input }
        copy[name] = missing()
      }
    }
    if (left === undefined) return copy ?? input
    const read = changedCopy(copy ?? input, left)
    return odd === undefined ? read : { ...read, [unread]: odd }
  }
}

/** The same fields in the order of the schema, those that it does not have at the end. */
const inOrder = (written: Fields, fields: ReadonlyMap<string, Field>): Fields => {
  const position = (name: string): number => fields.get(name)?.position ?? fields.size
  const names = Object.keys(written).sort((one, other) => position(one) - position(other))
  const copy: Fields = {}
  for (const name of names) set(copy, name, written[name])
  return copy
}

/** Writes a model of an answer: the other way round. */
export const writeEntity = (fields: ReadonlyMap<string, Field>): Read => {
  const needed = neededOf(fields)
  return (entity) => {
    if (!isFields(entity)) return invalid
    const { [unread]: odd }: { readonly [unread]?: unknown } = entity
    const isWhole = !(unread in entity)
    if (!isWhole && !isFields(odd)) return invalid
    let copy: { [field: string]: unknown } | undefined = isWhole ? undefined : { ...changedCopy(entity, new Map()) }
    let found = 0
    let last = -1
    let isInOrder = isWhole
    for (const name in entity) {
      const field = fields.get(name)
      const position = field?.position ?? fields.size
      if (position < last) isInOrder = false
      last = position
      if (field === undefined) continue
      if (!field.isOptional) found++
      const value = entity[name]
      const written = field.read(value)
      if (written === value) continue
      if (written === invalid) return invalid
      copy ??= { ...entity }
      copy[name] = written
    }
    if (found < needed.length) return invalid
    if (copy !== undefined && isFields(odd)) {
      for (const name in odd) if (!Object.hasOwn(copy, name)) set(copy, name, odd[name])
    }
    const written = copy ?? entity
    return isInOrder ? written : inOrder(written, fields)
  }
}

/** Reads values by name; one that is `null` is left out where that says nothing. */
export const readDictionary =
  (read: Read, skipsNull: boolean): Read =>
  (input) => {
    if (!isFields(input)) return invalid
    let changes: Map<string, unknown> | undefined
    for (const name in input) {
      const value = input[name]
      const result = skipsNull && value === null ? leftOut : read(value)
      if (result === value) continue
      if (result === invalid) return invalid
      changes = (changes ?? new Map<string, unknown>()).set(name, result)
    }
    return changes === undefined ? input : changedCopy(input, changes)
  }

/** Reads a list; a `null` in it is left out where that says nothing. */
export const readList =
  (read: Read, skipsNull: boolean): Read =>
  (input) => {
    if (!Array.isArray(input)) return invalid
    const items: ReadonlyArray<unknown> = input
    let copy: Array<unknown> | undefined
    for (let at = 0; at < items.length; at++) {
      const item = items[at]
      if (skipsNull && item === null) {
        copy ??= items.slice(0, at)
        continue
      }
      const result = read(item)
      if (result === invalid) return invalid
      if (copy !== undefined) copy.push(result)
      else if (result !== item) copy = [...items.slice(0, at), result]
    }
    return copy ?? items
  }
