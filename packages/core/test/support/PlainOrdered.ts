/**
 * What `Ordered` does, in the plainest way: entries with their positions, sorted
 * whenever their order matters. Too slow to be used, and too simple to be wrong.
 */
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"

interface Entry<K, V> {
  readonly position: number
  readonly key: K
  readonly value: V
}

/** A map in insertion order. */
export interface Ordered<K, V> {
  readonly entries: HashMap.HashMap<K, Entry<K, V>>
  readonly nextPosition: number
}

/** A map without entries. */
export const empty = <K, V>(): Ordered<K, V> => ({ entries: HashMap.empty(), nextPosition: 0 })

/** A map of the given entries, in their order. */
export const fromIterable = <K, V>(entries: Iterable<readonly [K, V]>): Ordered<K, V> => {
  let self = empty<K, V>()
  for (const [key, value] of entries) self = set(self, key, value)
  return self
}

/** The value of a key. */
export const get = <K, V>(self: Ordered<K, V>, key: K): V | undefined =>
  Option.getOrUndefined(HashMap.get(self.entries, key))?.value

/** Whether there is a value for the key. */
export const has = <K, V>(self: Ordered<K, V>, key: K): boolean => HashMap.has(self.entries, key)

/** How many entries there are. */
export const size = <K, V>(self: Ordered<K, V>): number => HashMap.size(self.entries)

/** With the key set, at its old place or at the end. */
export const set = <K, V>(self: Ordered<K, V>, key: K, value: V): Ordered<K, V> => {
  const present = Option.getOrUndefined(HashMap.get(self.entries, key))
  const position = present?.position ?? self.nextPosition
  return {
    entries: HashMap.set(self.entries, key, { position, key, value }),
    nextPosition: present === undefined ? self.nextPosition + 1 : self.nextPosition,
  }
}

/** Without the key. */
export const remove = <K, V>(self: Ordered<K, V>, key: K): Ordered<K, V> => ({
  entries: HashMap.remove(self.entries, key),
  nextPosition: self.nextPosition,
})

/** All values, in order. */
export const values = <K, V>(self: Ordered<K, V>): ReadonlyArray<V> =>
  Array.from(HashMap.values(self.entries))
    .sort((one, other) => one.position - other.position)
    .map((entry) => entry.value)

/** The values from `start` up to but not including `end`, counted from 0. */
export const slice = <K, V>(self: Ordered<K, V>, start: number, end: number): ReadonlyArray<V> =>
  values(self).slice(start, end)
