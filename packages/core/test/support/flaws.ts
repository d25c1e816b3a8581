/** What is wrong with the structure of a tree, if anything is. */
import { type Tree, size, width } from "../../src/internal/CountedTree.ts"

const height = (self: Tree<unknown>): number =>
  "values" in self ? 0 : 1 + Math.max(-1, ...new Set(self.children.map(height)))

const isAscending = (numbers: ReadonlyArray<number>): boolean =>
  numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? Infinity))

const firstPosition = (self: Tree<unknown>): number =>
  "values" in self ? (self.positions[0] ?? NaN) : firstPosition(self.children[0] ?? { positions: [], values: [] })

const lastPosition = (self: Tree<unknown>): number =>
  "values" in self
    ? (self.positions.at(-1) ?? NaN)
    : lastPosition(self.children.at(-1) ?? { positions: [], values: [] })

const flawsOf = (self: Tree<unknown>, least: number, isAtRightEdge: boolean): ReadonlyArray<string> => {
  const items = self.positions.length
  const common = [
    ...(items > width ? [`${items} items are too many`] : []),
    ...(items < least ? [`${items} items are too few`] : []),
    ...(isAscending(self.positions) ? [] : ["positions are not ascending"]),
  ]
  if ("values" in self) {
    return self.values.length === items ? common : [...common, "there are not as many values as positions"]
  }
  const { children, counts, positions } = self
  return [
    ...common,
    ...(children.length === items && counts.length === items ? [] : ["there are not as many children as positions"]),
    ...(new Set(children.map(height)).size === 1 ? [] : ["children differ in height"]),
    ...children.flatMap((child, at) => [
      ...((positions[at] ?? NaN) <= firstPosition(child) ? [] : ["a child starts before its position"]),
      ...(lastPosition(child) < (positions[at + 1] ?? Infinity) ? [] : ["a child ends after its neighbour's position"]),
      ...(size(child) === (counts[at] ?? NaN) - (counts[at - 1] ?? 0) ? [] : ["a child is not counted right"]),
      ...(isAtRightEdge && at === children.length - 1 ? flawsOf(child, 1, true) : flawsOf(child, width / 2, false)),
    ]),
  ]
}

/** Flaws in order, counting, height and occupancy. */
export const flaws = (self: Tree<unknown>): ReadonlyArray<string> => flawsOf(self, "values" in self ? 0 : 2, true)
