/**
 * What wrong ways with those who come back to a trust share: the roles that they had are kept for them.
 */
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import type { Member, State, Trust } from "@org-trust/core/lifecycle/State"
import type { OperationName } from "@org-trust/core/Operation"
import { leaving, type Override } from "./Mutant.ts"

/** The trust that a request takes a member out of, or lets a member into, and which member. */
type Move<Id, K extends OperationName> = (
  state: State,
  request: Request<K>,
) => readonly [current: Trust | undefined, id: Id]

/** Leaving a trust and coming back to it with the old roles, for members that are found and changed like this. */
export const keepingRoles = <Id extends string>(
  memberIn: (current: Trust | undefined, id: Id) => Member<Id> | undefined,
  changeMember: (state: State, current: Trust | undefined, id: Id, change: (member: Member<Id>) => Member<Id>) => State,
) => {
  const kept = new Map<string, ReadonlyArray<Grant>>()
  const key = (current: Trust | undefined, id: Id) => [current?.trustorOrgId, current?.trusteeOrgId, id].join("/")
  return {
    leaves: <K extends OperationName>(move: Move<Id, K>): Override<K> =>
      leaving((after, request, before) => {
        const [current, id] = move(before, request)
        const member = memberIn(current, id)
        if (member !== undefined) kept.set(key(current, id), member.grants)
        return after
      }),
    returns: <K extends OperationName>(move: Move<Id, K>): Override<K> =>
      leaving((after, request) => {
        const [current, id] = move(after, request)
        const grants = kept.get(key(current, id)) ?? []
        return changeMember(after, current, id, (member) =>
          member.grants.length === 0 ? { ...member, grants } : member,
        )
      }),
  }
}
