/**
 * Wrong ways with users and groups who join a trust.
 */
import * as Result from "effect/Result"
import { UserId } from "@org-trust/core/Identifiers"
import { type Member, usersOf } from "@org-trust/core/lifecycle/State"
import type { Step } from "@org-trust/core/lifecycle/Step"
import type { Page } from "@org-trust/core/Page"
import type { Mutant } from "../Mutant.ts"
import { changeMember, kinds, type MemberKind, users } from "./MemberKind.ts"
import { withOwnCode, withHigherLimit } from "./refusals.ts"
import {
  afterwards,
  everybodyActive,
  inProfile,
  inWorld,
  leaving,
  only,
  overriding,
  refusing,
  replying,
  trustFor,
} from "./steps.ts"

const joining = (kind: MemberKind): ReadonlyArray<Mutant> => {
  const { add, addByTrustee } = kind.operations
  return [
    {
      name: `${kind.noun}-added-twice`,
      sentence: `A trustor that adds a ${kind.noun} a second time is answered as if nothing were wrong.`,
      rules: [`${kind.noun}.added-once`],
      step: () => inProfile([add], () => ({ duplicateMember: "Unchanged" })),
    },
    {
      name: { user: "trustee-add-drops-roles", group: "trustee-add-drops-group-roles" }[kind.noun],
      sentence: `A trustee that adds a ${kind.noun} that is there already takes the ${kind.noun}'s roles away.`,
      rules: [`${kind.noun}.added-by-trustee`],
      step: () =>
        afterwards([addByTrustee], (after, request) => changeMember(after, request, kind, () => ({ grants: [] }))),
    },
    {
      name: { user: "trustee-adds-with-roles", group: "trustee-adds-group-with-roles" }[kind.noun],
      sentence: `A ${kind.noun} that the trustee adds gets the roles of another user of the trust.`,
      rules: [`${kind.noun}.added-by-trustee`],
      step: () =>
        afterwards([addByTrustee], (after, request) => {
          const current = trustFor(after, request)
          const others = current === undefined ? [] : usersOf(current)
          const { grants = [] } = others.find((user) => user.grants.length > 0) ?? {}
          return changeMember(after, request, kind, (member) => (member.grants.length === 0 ? { grants } : member))
        }),
    },
    {
      name: { user: "trustee-add-joins-anew", group: "trustee-add-joins-group-anew" }[kind.noun],
      sentence: `A trustee that adds a ${kind.noun} that is there already adds the ${kind.noun} anew, with a new date.`,
      rules: [`${kind.noun}.added-by-trustee`],
      step: () =>
        afterwards([addByTrustee], (after, request) =>
          changeMember(after, request, kind, () => ({
            dateCreated: request.now,
            createdBy: { organizationId: request.principal.organizationId },
          })),
        ),
    },
    {
      name: { user: "unknown-user-ignored", group: "unknown-group-ignored" }[kind.noun],
      sentence: `Adding an unknown ${kind.noun} is answered as if it had been added.`,
      rules: [`${kind.noun}.of-trustee`],
      step: () =>
        only(
          [add],
          overriding({
            "TrusteeUsers.add": refusing((error, { input }) =>
              error._tag === "NotFound" && error.entityName === "user"
                ? Result.succeed({ id: input.payload.id })
                : Result.fail(error),
            ),
            "TrusteeGroups.add": refusing((error, { input }) =>
              error._tag === "NotFound" && error.entityName === "group"
                ? Result.succeed({ id: input.payload.id })
                : Result.fail(error),
            ),
          }),
        ),
    },
    {
      name: { user: "trustee-sees-no-users-of-trustor", group: "trustee-sees-no-groups-of-trustor" }[kind.noun],
      sentence: `The trustee sees only the ${kind.noun}s that it added itself.`,
      rules: [
        { user: "trust.both-organizations-agree" as const, group: "group.both-organizations-agree" as const }[
          kind.noun
        ],
      ],
      step: () =>
        only([kind.operations.listByTrustee], (environment, state, request) => {
          const isOwn = ({ createdBy }: Member<string>) => createdBy.organizationId === request.principal.organizationId
          const current = trustFor(state, request)
          const members = current === undefined ? [] : kind.of(current)
          const own = new Set(members.filter(isOwn).map(({ id }) => id))
          return overriding({
            "TrustorUsers.list": replying((page) => ({
              ...page,
              entities: page.entities.filter(({ id }) => own.has(id)),
            })),
            "TrustorGroups.list": replying((page) => ({
              ...page,
              entities: page.entities.filter(({ id }) => own.has(id)),
            })),
          })(environment, state, request)
        }),
    },
    {
      name: { user: "user-added-by-itself", group: "group-added-by-a-stranger" }[kind.noun],
      sentence: `A ${kind.noun} in a trust names somebody else as the one who added it.`,
      rules: ["audit.every-change"],
      step: () =>
        only(
          [kind.operations.get],
          overriding({
            "TrusteeUsers.get": replying((user) => ({
              ...user,
              trustUserDetails: { ...user.trustUserDetails, createdBy: { id: user.id } },
            })),
            "TrusteeGroups.get": replying((group) => ({
              ...group,
              createdBy: { id: UserId.make(group.id) },
            })),
          }),
        ),
    },
    {
      name: { user: "member-limit-ignored", group: "groups-do-not-count" }[kind.noun],
      sentence: `${kind.noun === "user" ? "Users" : "Groups"} are let in beyond the limit of a trust.`,
      rules: ["trust.member-limit"],
      step: () =>
        inProfile([add, addByTrustee, ...(kind === users ? (["Trustees.create"] as const) : [])], () => ({
          memberLimit: Number.MAX_SAFE_INTEGER,
        })),
    },
    {
      name: { user: "limit-misnamed-for-users", group: "limit-misnamed" }[kind.noun],
      sentence: `The conflict of one ${kind.noun} too many names a limit that is one too high.`,
      rules: ["trust.member-limit-named"],
      step: () =>
        only(
          [add],
          overriding({ "TrusteeUsers.add": refusing(withHigherLimit), "TrusteeGroups.add": refusing(withHigherLimit) }),
        ),
    },
    {
      name: { user: "wrong-conflict-code", group: "wrong-conflict-code-of-group" }[kind.noun],
      sentence: `Adding a ${kind.noun} twice is a conflict with a code that is not documented.`,
      rules: [`${kind.noun}.added-once`],
      step: () =>
        only(
          [add],
          overriding({ "TrusteeUsers.add": refusing(withOwnCode), "TrusteeGroups.add": refusing(withOwnCode) }),
        ),
    },
  ]
}

/** The operations by which users are let in. */
const lettingIn = ["TrusteeUsers.add", "TrustorUsers.add", "Trustees.create"] as const

/** The members of a kind that a trust starts with twice are listed twice from then on. */
const listingTwice = (kind: MemberKind): Step => {
  const twice = new Set<string>()
  const doubled = <A extends { readonly id: string }>(page: Page<A>): Page<A> => ({
    ...page,
    entities: page.entities.flatMap((entity) => (twice.has(entity.id) ? [entity, entity] : [entity])),
  })
  return overriding({
    "Trustees.create": leaving((after, { input: { payload } }) => {
      const ids = (kind === users ? payload.users : payload.groups)?.map(({ id }) => id) ?? []
      for (const id of ids.filter((each, at) => ids.indexOf(each) < at)) twice.add(id)
      return after
    }),
    ...(kind === users ? { "TrusteeUsers.list": replying(doubled) } : { "TrusteeGroups.list": replying(doubled) }),
  })
}

/** Wrong ways with users and groups who join a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  ...kinds.flatMap(joining),
  ...kinds.map((kind): Mutant => ({
    name: `${kind.noun}-named-twice-listed-twice`,
    sentence: `A ${kind.noun} that a trust starts with twice is listed twice.`,
    rules: [`${kind.noun}.added-once`],
    step: () => listingTwice(kind),
  })),
  {
    name: "stranger-let-in",
    sentence: "A user of any organization can be let in, not only of the trustee.",
    rules: ["user.of-trustee"],
    step: () =>
      inWorld(["TrusteeUsers.add", "Trustees.create"], (organization, all) => ({
        ...organization,
        users: all.flatMap(({ users }) => users),
      })),
  },
  {
    name: "inactive-user-let-in",
    sentence: "A user who is not active can be let in.",
    rules: ["user.of-trustee"],
    step: () => inWorld(lettingIn, everybodyActive),
  },
  {
    name: "group-of-others-accepted",
    sentence: "A group of any organization can be let in, not only of the trustee.",
    rules: ["group.of-trustee"],
    step: () =>
      inWorld(["TrusteeGroups.add", "TrustorGroups.add"], (organization, all) => ({
        ...organization,
        groups: all.flatMap(({ groups }) => groups),
      })),
  },
  {
    name: "group-of-others-from-the-start",
    sentence: "A trust can start with a group of any organization.",
    rules: ["group.of-trustee"],
    step: () =>
      inWorld(["Trustees.create"], (organization, all) => ({
        ...organization,
        groups: all.flatMap(({ groups }) => groups),
      })),
  },
  {
    name: "member-limit-one-too-many",
    sentence: "A trust takes one user more than its limit.",
    rules: ["trust.member-limit"],
    step: () => inProfile(lettingIn, ({ memberLimit }) => ({ memberLimit: memberLimit + 1 })),
  },
]
