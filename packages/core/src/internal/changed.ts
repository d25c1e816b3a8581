/**
 * Values of the same type with some of their parts changed: whatever an input is, its
 * parts stay what they were.
 */

type Change = (part: unknown, name: string | undefined) => unknown

/** Leaves a field out. */
export const leftOut = Symbol()

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const part = (value: unknown, name: string | undefined, change: Change): unknown => {
  if (typeof value !== "object" || value === null) return change(value, name)
  if (Array.isArray(value)) {
    const items: ReadonlyArray<unknown> = value
    const changed = items.map((item) => part(item, name, change))
    return changed.every((item, at) => item === items[at]) ? items : changed
  }
  return isPlain(value) ? changedBy(value, change) : change(value, name)
}

/**
 * The value with every part changed that is no structure itself; `name` is that of the
 * field that it is in, also within a list. It stays the same where nothing changes.
 */
export const changedBy = <A extends object>(value: A, change: Change): A => {
  let copy: A | undefined
  for (const name in value) {
    const field: unknown = value[name]
    const changed = part(field, name, change)
    if (changed === field) continue
    copy ??= { ...value }
    if (changed === leftOut) Reflect.deleteProperty(copy, name)
    else Reflect.set(copy, name, changed)
  }
  return copy ?? value
}
