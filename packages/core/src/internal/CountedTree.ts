/**
 * An immutable sequence of values, each at a position that never changes: a
 * B+-tree by position that counts. Values are appended at positions that grow,
 * and removed anywhere; what is at a position, and what is at a rank, is found in
 * O(log n).
 *
 * A node is full with `width` items. All nodes but those at the right edge are at
 * least half full: appending fills the right edge before it starts a new node, and
 * after a removal a node that is less than half full joins its neighbour.
 */

/** Items of a node: 32 of them are quick to copy, and keep a million values within four levels. */
export const width = 32

/** Values, in order of their positions. */
export interface Leaf<A> {
  readonly positions: ReadonlyArray<number>
  readonly values: ReadonlyArray<A>
}

/** Trees of the same height, in order. */
export interface Branch<A> {
  /** For each child a position that is above all of the child before, and not above its own. */
  readonly positions: ReadonlyArray<number>
  /** For each child how many values it and those before it hold. Counted here, a page is found without a look at each child. */
  readonly counts: ReadonlyArray<number>
  readonly children: ReadonlyArray<Tree<A>>
}

/** A sequence of values. */
export type Tree<A> = Leaf<A> | Branch<A>

/** A sequence without values. */
export const empty: Tree<never> = { positions: [], values: [] }

/** How many values there are. */
export const size = (self: Tree<unknown>): number => ("values" in self ? self.values.length : (self.counts.at(-1) ?? 0))

const branch = <A>(children: ReadonlyArray<Tree<A>>): Branch<A> => {
  let count = 0
  return {
    positions: children.map(({ positions }) => positions[0] ?? 0),
    counts: children.map((child) => (count += size(child))),
    children,
  }
}

/** How many of the ascending numbers are at most so large. */
const countUpTo = (numbers: ReadonlyArray<number>, limit: number): number => {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

const chunk = <A>(items: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(items.length / width) }, (_, at) => items.slice(at * width, (at + 1) * width))

/** The values at the positions from 0 on. */
export const fromValues = <A>(values: ReadonlyArray<A>): Tree<A> => {
  let trees: ReadonlyArray<Tree<A>> = chunk(values).map((values, at) => ({
    positions: values.map((_, offset) => at * width + offset),
    values,
  }))
  while (trees.length > 1) trees = chunk(trees).map(branch)
  return trees[0] ?? empty
}

/** The value at a position. */
export const get = <A>(self: Tree<A>, position: number): A | undefined => {
  const at = countUpTo(self.positions, position) - 1
  if ("values" in self) return self.positions[at] === position ? self.values[at] : undefined
  const child = self.children[at]
  return child === undefined ? undefined : get(child, position)
}

/** With another value at a position that has one. */
export const replace = <A>(self: Tree<A>, position: number, value: A): Tree<A> => {
  const at = countUpTo(self.positions, position) - 1
  if ("values" in self) {
    return self.positions[at] === position ? { ...self, values: self.values.with(at, value) } : self
  }
  const child = self.children[at]
  return child === undefined ? self : withChild(self, at, replace(child, position, value), 0)
}

/** With another child at an index, that holds so many values more. */
const withChild = <A>(self: Branch<A>, at: number, child: Tree<A>, more: number): Branch<A> => ({
  positions: self.positions,
  counts: more === 0 ? self.counts : self.counts.map((count, index) => (index < at ? count : count + more)),
  children: self.children.with(at, child),
})

/** The tree with the value after all others, or, where it is full, one more tree of the same height. */
const grow = <A>(self: Tree<A>, position: number, value: A): readonly [Tree<A>] | readonly [Tree<A>, Tree<A>] => {
  if ("values" in self) {
    return self.values.length < width
      ? [{ positions: [...self.positions, position], values: [...self.values, value] }]
      : [self, { positions: [position], values: [value] }]
  }
  const end = self.children.length - 1
  const last = self.children[end]
  if (last === undefined) return [self]
  const [grown, more] = grow(last, position, value)
  if (more === undefined) return [withChild(self, end, grown, 1)]
  if (self.children.length === width) return [self, branch([more])]
  return [
    {
      positions: [...self.positions, position],
      counts: [...self.counts, size(self) + 1],
      children: [...self.children, more],
    },
  ]
}

/** With a value after all others, at a position above theirs. */
export const append = <A>(self: Tree<A>, position: number, value: A): Tree<A> => {
  const [grown, more] = grow(self, position, value)
  return more === undefined ? grown : branch([grown, more])
}

const items = (self: Tree<unknown>): number => self.positions.length

/** Two neighbours as one, or as two of the same size if that is too much for one. */
const join = <A>(one: Tree<A>, other: Tree<A>): ReadonlyArray<Tree<A>> => {
  const total = items(one) + items(other)
  const cuts = total <= width ? [0, total] : [0, total >>> 1, total]
  const parts = cuts.slice(1).map((end, at) => [cuts[at], end] as const)
  if ("values" in one && "values" in other) {
    const positions = [...one.positions, ...other.positions]
    const values = [...one.values, ...other.values]
    return parts.map(([from, to]) => ({ positions: positions.slice(from, to), values: values.slice(from, to) }))
  }
  if ("children" in one && "children" in other) {
    const children = [...one.children, ...other.children]
    return parts.map(([from, to]) => branch(children.slice(from, to)))
  }
  return [one, other]
}

const without = <A>(self: Tree<A>, position: number): Tree<A> => {
  const at = countUpTo(self.positions, position) - 1
  if ("values" in self) {
    return self.positions[at] === position
      ? { positions: self.positions.toSpliced(at, 1), values: self.values.toSpliced(at, 1) }
      : self
  }
  const child = self.children[at]
  if (child === undefined) return self
  const less = without(child, position)
  if (less === child) return self
  if (items(less) >= width / 2) return withChild(self, at, less, -1)
  const first = at + 1 < self.children.length ? at : Math.max(at - 1, 0)
  const pair = self.children.with(at, less).slice(first, first + 2)
  const [one, other] = pair
  const joined = one === undefined || other === undefined ? pair.filter((tree) => items(tree) > 0) : join(one, other)
  return branch(self.children.toSpliced(first, pair.length, ...joined))
}

/** Without what is at the position. */
export const remove = <A>(self: Tree<A>, position: number): Tree<A> => {
  const less = without(self, position)
  // A root has two children at least; where they have become one, that one is half full and can be the root.
  return "children" in less && less.children.length === 1 ? (less.children[0] ?? less) : less
}

const collect = <A>(self: Tree<A>, start: number, end: number, into: Array<A>): void => {
  if ("values" in self) {
    for (const value of self.values.slice(start, end)) into.push(value)
    return
  }
  for (let at = countUpTo(self.counts, start); at < self.children.length; at++) {
    const before = self.counts[at - 1] ?? 0
    const child = self.children[at]
    if (before >= end || child === undefined) return
    collect(child, Math.max(start - before, 0), end - before, into)
  }
}

/** The values from rank `start` up to but not including rank `end`, counted from 0. */
export const slice = <A>(self: Tree<A>, start: number, end: number): ReadonlyArray<A> => {
  const found: Array<A> = []
  collect(self, Math.max(start, 0), end, found)
  return found
}
