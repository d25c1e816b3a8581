/**
 * Wrong ways with granting roles to users and groups, and with taking them away.
 */
import * as Result from "effect/Result"
import type { RoleId } from "@org-trust/core/Identifiers"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { NotFound } from "@org-trust/core/TrustError"
import type { TrustMemberCreate } from "@org-trust/core/Trustee"
import type { UserAuthorization } from "@org-trust/core/UserAuthorization"
import type { Mutant } from "../Mutant.ts"
import { changeMember, type Facts, kinds, memberFor, type MemberKind, users } from "./MemberKind.ts"
import {
  afterwards,
  asking,
  asTrustorToo,
  changeTrust,
  inWorld,
  mapTrusts,
  only,
  overriding,
  replying,
} from "./steps.ts"

/** Other grants are left for the member that a request names than those that were asked for. */
export const leavingGrants = (
  kind: MemberKind,
  grants: (left: Facts["grants"], before: Facts["grants"]) => Facts["grants"],
) =>
  afterwards("all", (after, request, before) => {
    const old = memberFor(before, request, kind)?.grants ?? []
    return changeMember(after, request, kind, (member) => ({ grants: grants(member.grants, old) }))
  })

/** Other roles are read and answered. */
export const readingRoles = (
  kind: MemberKind,
  deed: "roles" | "replaceRoles",
  change: (reply: UserAuthorization, request: Request, state: State, environment: Environment) => UserAuthorization,
) =>
  only(
    [kind.operations[deed]],
    overriding({
      "TrusteeUserRoles.get": replying<"TrusteeUserRoles.get">(change),
      "TrusteeUserRoles.replace": replying<"TrusteeUserRoles.replace">(change),
      "TrusteeGroupRoles.get": replying<"TrusteeGroupRoles.get">(change),
      "TrusteeGroupRoles.replace": replying<"TrusteeGroupRoles.replace">(change),
    }),
  )

/** Another list of roles is put in the place of the old ones than was asked for. */
const replacing = (
  kind: MemberKind,
  change: (roleIds: ReadonlyArray<RoleId>, own: ReadonlySet<string>) => ReadonlyArray<RoleId>,
) => {
  const ownOf = ({ world }: Environment, { principal }: Request) =>
    new Set<string>(world.get(principal.organizationId)?.roles.keys())
  return only(
    [kind.operations.replaceRoles],
    overriding({
      "TrusteeUserRoles.replace": asking((request, environment) => ({
        ...request,
        input: { ...request.input, payload: change(request.input.payload, ownOf(environment, request)) },
      })),
      "TrusteeGroupRoles.replace": asking((request, environment) => ({
        ...request,
        input: { ...request.input, payload: change(request.input.payload, ownOf(environment, request)) },
      })),
    }),
  )
}

/** Roles within divisions are left out where there are roles in all divisions. */
const withoutDivisions = <A extends Pick<TrustMemberCreate, "roleIds" | "roleDivisions">>(payload: A) => {
  const { roleDivisions: _, ...rest } = payload
  return payload.roleIds === undefined ? payload : rest
}

const withAllRoles = (organization: WorldOrganization, all: ReadonlyArray<WorldOrganization>): WorldOrganization => ({
  ...organization,
  roles: all.flatMap(({ roles }) => roles),
})

const ofKind = (kind: MemberKind): ReadonlyArray<Mutant> => {
  const { add, clearRoles, replaceRoles } = kind.operations
  const replace = { user: "role.replace" as const, group: "group.roles-of-its-own" as const }[kind.noun]
  const clear = { user: "role.clear-keeps-user" as const, group: "group.roles-of-its-own" as const }[kind.noun]
  return [
    {
      name: { user: "roles-appended", group: "group-roles-appended" }[kind.noun],
      sentence: `Replacing a ${kind.noun}'s roles adds the new ones to the old.`,
      rules: [replace],
      step: () =>
        only(
          [replaceRoles],
          leavingGrants(kind, (left, before) => [
            ...left,
            ...before.filter((grant) => left.every((other) => other.roleId !== grant.roleId)),
          ]),
        ),
    },
    {
      name: { user: "only-first-role-stored", group: "only-first-role-of-group-stored" }[kind.noun],
      sentence: `Replacing a ${kind.noun}'s roles stores only the first of the new ones.`,
      rules: [replace],
      step: () =>
        only(
          [replaceRoles],
          leavingGrants(kind, (left) => left.slice(0, 1)),
        ),
    },
    {
      name: { user: "empty-replacement-ignored", group: "empty-replacement-of-group-ignored" }[kind.noun],
      sentence: `Replacing a ${kind.noun}'s roles with none leaves the old ones.`,
      rules: [replace],
      step: () =>
        only(
          [replaceRoles],
          leavingGrants(kind, (left, before) => (left.length === 0 ? before : left)),
        ),
    },
    {
      name: { user: "repeated-role-listed-twice", group: "repeated-role-of-group-listed-twice" }[kind.noun],
      sentence: `A role that a ${kind.noun} is given twice is listed twice.`,
      rules: [replace],
      step: () =>
        readingRoles(kind, "replaceRoles", (reply, { input }) => {
          const given = "payload" in input && Array.isArray(input.payload) ? input.payload : []
          const { roles = [] } = reply
          return { ...reply, roles: [...roles, ...roles.slice(0, given.length - new Set(given).size)] }
        }),
    },
    {
      name: { user: "clear-removes-user", group: "clear-removes-group" }[kind.noun],
      sentence: `Clearing a ${kind.noun}'s roles takes the ${kind.noun} out of the trust.`,
      rules: [clear],
      step: () => afterwards([clearRoles], (after, request) => changeMember(after, request, kind, () => undefined)),
    },
    {
      name: { user: "clear-takes-one", group: "clear-takes-one-of-group" }[kind.noun],
      sentence: `Clearing a ${kind.noun}'s roles takes only the first one away.`,
      rules: [clear],
      step: () =>
        only(
          [clearRoles],
          leavingGrants(kind, (_left, before) => before.slice(1)),
        ),
    },
    {
      name: { user: "clearing-nothing-refused", group: "clearing-nothing-of-group-refused" }[kind.noun],
      sentence: `Clearing roles of a ${kind.noun} that has none is refused.`,
      rules: [clear],
      step: () => {
        const isBare = (state: State, request: Request) => memberFor(state, request, kind)?.grants.length === 0
        const bare = (state: State, { operation }: Request) => ({
          state,
          result: Result.fail(new NotFound({ operation, message: "No roles" })),
        })
        return only(
          [clearRoles],
          overriding({
            "TrusteeUserRoles.clear": (environment, state, request) =>
              isBare(state, request) ? bare(state, request) : step(environment, state, request),
            "TrusteeGroupRoles.clear": (environment, state, request) =>
              isBare(state, request) ? bare(state, request) : step(environment, state, request),
          }),
        )
      },
    },
    {
      name: { user: "foreign-role-accepted", group: "foreign-role-of-group-accepted" }[kind.noun],
      sentence: `A ${kind.noun} can be granted roles of an organization that is not the trustor.`,
      rules: ["role.of-trustor"],
      step: () => inWorld([replaceRoles, add, ...(kind === users ? (["Trustees.create"] as const) : [])], withAllRoles),
    },
    {
      name: { user: "unknown-role-ignored", group: "unknown-role-of-group-ignored" }[kind.noun],
      sentence: `Granting a ${kind.noun} an unknown role leaves it out instead of refusing it.`,
      rules: ["role.of-trustor"],
      step: () => replacing(kind, (roleIds, own) => roleIds.filter((id) => own.has(id))),
    },
    {
      name: { user: "trustee-grants-roles", group: "trustee-grants-roles-to-groups" }[kind.noun],
      sentence: `The trustee can replace and clear the roles of its ${kind.noun}s.`,
      rules: ["trust.absent"],
      step: () =>
        only(
          [replaceRoles, clearRoles],
          overriding({
            "TrusteeUserRoles.replace": asking(asTrustorToo),
            "TrusteeUserRoles.clear": asking(asTrustorToo),
            "TrusteeGroupRoles.replace": asking(asTrustorToo),
            "TrusteeGroupRoles.clear": asking(asTrustorToo),
          }),
        ),
    },
    {
      name: { user: "division-roles-ignored", group: "division-roles-of-group-ignored" }[kind.noun],
      sentence: `Roles within divisions are not granted to a ${kind.noun} when roles in all divisions are given as well.`,
      rules: ["role.union"],
      step: () =>
        only(
          [add],
          overriding({
            "TrusteeUsers.add": asking((request) => ({
              ...request,
              input: { ...request.input, payload: withoutDivisions(request.input.payload) },
            })),
            "TrusteeGroups.add": asking((request) => ({
              ...request,
              input: { ...request.input, payload: withoutDivisions(request.input.payload) },
            })),
          }),
        ),
    },
    {
      name: { user: "roles-shared-by-all-users", group: "roles-shared-by-all-groups" }[kind.noun],
      sentence: `Replacing the roles of one ${kind.noun} replaces those of all.`,
      rules: [replace],
      step: () =>
        afterwards([replaceRoles], (after, request) => {
          const grants = memberFor(after, request, kind)?.grants ?? []
          return changeTrust(after, request, (current) => kind.map(current, () => ({ grants })))
        }),
    },
    {
      name: { user: "user-roles-in-every-trust", group: "group-roles-in-every-trust" }[kind.noun],
      sentence: `Replacing the roles of a ${kind.noun} replaces them in all trusts that let the ${kind.noun} in.`,
      rules: [replace],
      step: () =>
        afterwards([replaceRoles], (after, request) => {
          const named = memberFor(after, request, kind)
          return mapTrusts(after, (current) =>
            kind.map(current, (member) => (member.id === named?.id ? { grants: named.grants } : member)),
          )
        }),
    },
  ]
}

/** Wrong ways with granting roles and taking them away. */
export const mutants: ReadonlyArray<Mutant> = kinds.flatMap(ofKind)
