/**
 * An immutable map that remembers in which order its keys were first set. Setting
 * a key again keeps its place; a key that is set after it was removed goes to the
 * end.
 *
 * Each key has a position, counted up as keys come. A `HashMap` finds the position
 * of a key, a tree the value at a position and the values at the ranks of a page,
 * so everything but the listing of all values takes O(log n).
 *
 * Effect has nothing of the kind: `HashMap` and `Trie` have an order of their own,
 * hash or alphabet, and reach an entry by its rank only by walking; `Chunk` reaches
 * ranks, but to take something out of its middle copies or nests it; the `Tx`
 * collections are changed in place, while earlier states have to stay as they are.
 */
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as Tree from "./CountedTree.ts"

/** A map in insertion order. */
export interface Ordered<K, V> {
  readonly positions: HashMap.HashMap<K, number>
  readonly values: Tree.Tree<V>
  readonly nextPosition: number
}

const positionOf = <K>(positions: HashMap.HashMap<K, number>, key: K): number | undefined =>
  Option.getOrUndefined(HashMap.get(positions, key))

/** A map without entries. */
export const empty = <K, V>(): Ordered<K, V> => ({ positions: HashMap.empty(), values: Tree.empty, nextPosition: 0 })

/** A map of the given entries, in their order. */
export const fromIterable = <K, V>(entries: Iterable<readonly [K, V]>): Ordered<K, V> => {
  const values: Array<V> = []
  const positions = HashMap.mutate(HashMap.empty<K, number>(), (positions) => {
    for (const [key, value] of entries) {
      const position = positionOf(positions, key) ?? values.length
      if (position === values.length) HashMap.set(positions, key, position)
      values[position] = value
    }
  })
  return { positions, values: Tree.fromValues(values), nextPosition: values.length }
}

/** The value of a key. */
export const get = <K, V>(self: Ordered<K, V>, key: K): V | undefined => {
  const position = positionOf(self.positions, key)
  return position === undefined ? undefined : Tree.get(self.values, position)
}

/** Whether there is a value for the key. */
export const has = <K, V>(self: Ordered<K, V>, key: K): boolean => HashMap.has(self.positions, key)

/** How many entries there are. */
export const size = <K, V>(self: Ordered<K, V>): number => Tree.size(self.values)

/** With the key set, at its old place or at the end. */
export const set = <K, V>(self: Ordered<K, V>, key: K, value: V): Ordered<K, V> => {
  const position = positionOf(self.positions, key)
  if (position !== undefined) return { ...self, values: Tree.replace(self.values, position, value) }
  return {
    positions: HashMap.set(self.positions, key, self.nextPosition),
    values: Tree.append(self.values, self.nextPosition, value),
    nextPosition: self.nextPosition + 1,
  }
}

/** Without the key. */
export const remove = <K, V>(self: Ordered<K, V>, key: K): Ordered<K, V> => {
  const position = positionOf(self.positions, key)
  if (position === undefined) return self
  return {
    positions: HashMap.remove(self.positions, key),
    values: Tree.remove(self.values, position),
    nextPosition: self.nextPosition,
  }
}

/** All values, in order. */
export const values = <K, V>(self: Ordered<K, V>): ReadonlyArray<V> => slice(self, 0, size(self))

/** The values from `start` up to but not including `end`, counted from 0. */
export const slice = <K, V>(self: Ordered<K, V>, start: number, end: number): ReadonlyArray<V> =>
  Tree.slice(self.values, start, end)
