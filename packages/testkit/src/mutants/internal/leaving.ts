/**
 * Wrong ways with users and groups who leave a trust: what they still give, and what they come back with.
 */
import type { Grant } from "@org-trust/core/lifecycle/Event"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { removeTrust, type State, type Trust } from "@org-trust/core/lifecycle/State"
import type { Step } from "@org-trust/core/lifecycle/Step"
import type { Mutant } from "../Mutant.ts"
import { changeMember, kinds, memberFor, memberIdOf, type MemberKind } from "./MemberKind.ts"
import { absenceSucceeds, calledInvalid } from "./refusals.ts"
import {
  afterwards,
  changeTrust,
  inTrusts,
  only,
  overriding,
  refusing,
  throughTrust,
  trustFor,
  undone,
} from "./steps.ts"

/** Leaving a trust and coming back to it with the old roles. */
const keepingRoles = (kind: MemberKind): Step => {
  const { add, addByTrustee, remove, removeByTrustee } = kind.operations
  const kept = new Map<string, ReadonlyArray<Grant>>()
  const key = (state: State, request: Request) => {
    const current = trustFor(state, request)
    return [current?.trustorOrgId, current?.trusteeOrgId, memberIdOf(request)].join("/")
  }
  return afterwards([add, addByTrustee, remove, removeByTrustee], (after, request, before) => {
    const left = request.operation === remove || request.operation === removeByTrustee
    if (!left) {
      const grants = kept.get(key(after, request)) ?? []
      return changeMember(after, request, kind, (member) => (member.grants.length === 0 ? { grants } : member))
    }
    const member = memberFor(before, request, kind)
    if (member !== undefined) kept.set(key(before, request), member.grants)
    return after
  })
}

/** What is removed by the trustor is not listed any more, and still gives its roles. */
const stillGranting = (kind: MemberKind): Step => {
  const before = new Map<string, Trust>()
  const key = (current: Trust) => `${current.trustorOrgId}/${current.trusteeOrgId}`
  const still = throughTrust(
    inTrusts("all", (current) => {
      const earlier = before.get(key(current))
      return earlier === undefined ? current : kind.union(current, earlier)
    }),
  )
  const remembering = afterwards("all", (after, request, state) => {
    const current = trustFor(state, request)
    if (current !== undefined) before.set(key(current), kind.union(current, before.get(key(current)) ?? current))
    return after
  })
  return (environment, state, request) =>
    (request.operation === kind.operations.remove ? remembering : still)(environment, state, request)
}

const leaving = (kind: MemberKind): ReadonlyArray<Mutant> => {
  const { remove, removeByTrustee, roles } = kind.operations
  const agree = { user: "trust.both-organizations-agree" as const, group: "group.both-organizations-agree" as const }[
    kind.noun
  ]
  const removals = [remove, removeByTrustee]
  return [
    {
      name: { user: "last-user-ends-trust", group: "last-group-ends-trust" }[kind.noun],
      sentence: `The trust ends when its last ${kind.noun} leaves.`,
      rules: ["user.last-may-leave"],
      step: () =>
        afterwards(removals, (after, request) => {
          const current = trustFor(after, request)
          return current !== undefined && kind.of(current).length === 0
            ? removeTrust(after, current.trustorOrgId, current.trusteeOrgId)
            : after
        }),
    },
    {
      name: { user: "removing-nobody-succeeds", group: "removing-no-group-succeeds" }[kind.noun],
      sentence: `Removing a ${kind.noun} that is not in the trust succeeds.`,
      rules: [`${kind.noun}.absent`],
      step: () =>
        only(
          removals,
          overriding({
            "TrusteeUsers.remove": refusing(absenceSucceeds),
            "TrustorUsers.remove": refusing(absenceSucceeds),
            "TrusteeGroups.remove": refusing(absenceSucceeds),
            "TrustorGroups.remove": refusing(absenceSucceeds),
          }),
        ),
    },
    {
      name: { user: "removal-not-stored", group: "group-removal-not-stored" }[kind.noun],
      sentence: `A removal is answered, but the ${kind.noun} stays.`,
      rules: [`${kind.noun}.absent`, agree],
      step: () => only([remove], undone),
    },
    {
      name: { user: "roles-kept-on-return", group: "group-roles-kept-on-return" }[kind.noun],
      sentence: `A ${kind.noun} that left and comes back has the old roles again.`,
      rules: [`${kind.noun}.leaves-with-roles`],
      step: () => keepingRoles(kind),
    },
    {
      name: { user: "removed-user-still-grants", group: "removed-group-still-grants" }[kind.noun],
      sentence: `A ${kind.noun} that the trustor removes is no longer listed, but still gives its roles.`,
      rules: [`${kind.noun}.leaves-with-roles`],
      step: () => stillGranting(kind),
    },
    {
      name: { user: "one-removal-removes-all", group: "one-group-removal-removes-all" }[kind.noun],
      sentence: `Removing one ${kind.noun} removes all.`,
      rules: [`${kind.noun}.absent`, agree],
      step: () =>
        afterwards([removeByTrustee], (after, request) =>
          changeTrust(after, request, (current) => kind.map(current, () => undefined)),
        ),
    },
    {
      name: { user: "absent-user-called-invalid", group: "absent-group-called-invalid" }[kind.noun],
      sentence: `A ${kind.noun} that is not in the trust is called a malformed request.`,
      rules: [`${kind.noun}.absent`],
      step: () =>
        only(
          [roles],
          overriding({
            "TrusteeUserRoles.get": refusing(calledInvalid("NotFound")),
            "TrusteeGroupRoles.get": refusing(calledInvalid("NotFound")),
          }),
        ),
    },
  ]
}

/** Wrong ways with users and groups who leave a trust. */
export const mutants: ReadonlyArray<Mutant> = kinds.flatMap(leaving)
