/**
 * Moves that ask for less, the least first.
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { isReadonlyObject } from "effect/Predicate"
import type { OperationName } from "@org-trust/core/Operation"
import type { WorldClient } from "../../../../WorldFile.ts"
import type { Asked, Move } from "./Move.ts"
import { asInput } from "./Replay.ts"

/** A value without one of its parts, or with one of them smaller. */
const smallerValues = (value: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(value)) {
    const items: ReadonlyArray<unknown> = value
    return items.flatMap((item, at) => [
      items.toSpliced(at, 1),
      ...smallerValues(item).map((smaller) => items.with(at, smaller)),
    ])
  }
  if (!isReadonlyObject(value) || DateTime.isDateTime(value)) return []
  const entries = Object.entries(value)
  return entries.flatMap(([key, part], at) => [
    Object.fromEntries(entries.toSpliced(at, 1)),
    ...smallerValues(part).map((smaller) => ({ ...value, [key]: smaller })),
  ])
}

/** The same request by the organization itself, and the request with less in it. */
const smallerRequests = <K extends OperationName>(
  asked: Asked<K>,
  admins: ReadonlyArray<WorldClient>,
): ReadonlyArray<Asked<K>> => {
  const { client, input, operation } = asked
  const admin = admins.find(({ organizationId }) => organizationId === client.organizationId)
  return [
    ...(admin === undefined || admin === client ? [] : [{ ...asked, client: admin }]),
    ...smallerValues(input).flatMap((smaller) =>
      Option.match(asInput(operation, smaller), {
        onNone: () => [],
        onSome: (valid) => [{ ...asked, input: valid }],
      }),
    ),
  ]
}

/** Moves that ask for less than this one; a request is made by the organization itself where that does as well. */
export const smallerMoves = (move: Move, admins: ReadonlyArray<WorldClient>): ReadonlyArray<Move> => {
  switch (move._tag) {
    case "Call":
    case "Pages":
      return smallerRequests(move, admins).map((asked) => ({ ...move, ...asked }))
    case "SetMembers": {
      const { membership } = move
      const { memberIds } = membership
      return memberIds.map((_, at) => ({
        ...move,
        membership: { ...membership, memberIds: memberIds.toSpliced(at, 1) },
      }))
    }
    case "Pass":
    case "Within":
      return []
  }
}
