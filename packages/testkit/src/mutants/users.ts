/**
 * Wrong ways with the users of a trust.
 */
import * as Result from "effect/Result"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import {
  type Member,
  removeTrust,
  setTrust,
  type State,
  type Trust,
  trust,
  usersOf,
  withUsers,
} from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import { make as makeWorld } from "@org-trust/core/lifecycle/World"
import type { UserId } from "@org-trust/core/Identifiers"
import { keepingRoles } from "./keptRoles.ts"
import { believing, leaving, type Mutant, overriding, refusing, replying } from "./Mutant.ts"

const asTrustor = (state: State, request: Request<"TrusteeUsers.add" | "TrusteeUsers.remove">): Trust | undefined =>
  trust(state, request.principal.organizationId, request.input.trusteeOrgId)

const asTrustee = (state: State, request: Request<"TrustorUsers.add" | "TrustorUsers.remove">): Trust | undefined =>
  trust(state, request.input.trustorOrgId, request.principal.organizationId)

const userIn = (current: Trust | undefined, id: UserId): Member<UserId> | undefined =>
  current === undefined ? undefined : usersOf(current).find((user) => user.id === id)

const changeUser = (
  state: State,
  current: Trust | undefined,
  id: UserId,
  change: (user: Member<UserId>) => Member<UserId>,
): State =>
  current === undefined
    ? state
    : setTrust(
        state,
        withUsers(
          current,
          usersOf(current).map((user) => (user.id === id ? change(user) : user)),
        ),
      )

/** The world as if all users were active. */
export const everybodyActive = ({ world }: Environment) =>
  makeWorld(
    [...world.values()].map(({ organization }) => ({
      ...organization,
      users: organization.users.map((user) => ({ ...user, state: "active" as const })),
    })),
  )

/** The world as if every organization had the users of all. */
const noMatterWhere = ({ world }: Environment) => {
  const users = [...world.values()].flatMap(({ organization }) => organization.users)
  return makeWorld([...world.values()].map(({ organization }) => ({ ...organization, users })))
}

const inWorld = (change: (environment: Environment) => Environment["world"]) =>
  believing(({ environment, state }) => ({ environment: { ...environment, world: change(environment) }, state }))

/** Wrong ways with the users of a trust. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "user-added-twice",
    sentence: "A trustor that adds a user a second time is answered as if nothing were wrong.",
    rules: ["user.added-once"],
    step: () =>
      overriding({
        "TrusteeUsers.add": believing(({ environment, state }) => ({
          environment: { ...environment, profile: { ...environment.profile, duplicateMember: "Unchanged" } },
          state,
        })),
      }),
  },
  {
    name: "trustee-add-drops-roles",
    sentence: "A trustee that adds a user who is there already takes the user's roles away.",
    rules: ["user.added-by-trustee"],
    step: () =>
      overriding({
        "TrustorUsers.add": leaving((after, request) =>
          changeUser(after, asTrustee(after, request), request.input.trusteeUserId, (user) => ({
            ...user,
            grants: [],
          })),
        ),
      }),
  },
  {
    name: "trustee-adds-with-roles",
    sentence: "A user whom the trustee adds gets the roles that another user has.",
    rules: ["user.added-by-trustee"],
    step: () =>
      overriding({
        "TrustorUsers.add": leaving((after, request) => {
          const current = asTrustee(after, request)
          if (current === undefined) return after
          const grants = usersOf(current).find((user) => user.grants.length > 0)?.grants ?? []
          return changeUser(after, current, request.input.trusteeUserId, (user) =>
            user.grants.length === 0 ? { ...user, grants } : user,
          )
        }),
      }),
  },
  {
    name: "trustee-add-joins-anew",
    sentence: "A trustee that adds a user who is there already adds the user anew, with a new date.",
    rules: ["user.added-by-trustee"],
    step: () =>
      overriding({
        "TrustorUsers.add": leaving((after, request) =>
          changeUser(after, asTrustee(after, request), request.input.trusteeUserId, (user) => ({
            ...user,
            dateCreated: request.now,
            createdBy: { organizationId: request.principal.organizationId },
          })),
        ),
      }),
  },
  {
    name: "stranger-let-in",
    sentence: "A user of any organization can be let in, not only of the trustee.",
    rules: ["user.of-trustee"],
    step: () => overriding({ "TrusteeUsers.add": inWorld(noMatterWhere), "Trustees.create": inWorld(noMatterWhere) }),
  },
  {
    name: "inactive-user-let-in",
    sentence: "A user who is not active can be let in.",
    rules: ["user.of-trustee"],
    step: () =>
      overriding({
        "TrusteeUsers.add": inWorld(everybodyActive),
        "TrustorUsers.add": inWorld(everybodyActive),
        "Trustees.create": inWorld(everybodyActive),
      }),
  },
  {
    name: "unknown-user-ignored",
    sentence: "An unknown user is answered as if added.",
    rules: ["user.of-trustee"],
    step: () =>
      overriding({
        "TrusteeUsers.add": refusing((error, { input }) =>
          error._tag === "NotFound" && error.entityName === "user"
            ? Result.succeed({ id: input.payload.id })
            : Result.fail(error),
        ),
      }),
  },
  {
    name: "last-user-ends-trust",
    sentence: "The trust ends when its last user leaves.",
    rules: ["user.last-may-leave"],
    step: () => {
      const endEmpty = (after: State, current: Trust | undefined) =>
        current !== undefined && usersOf(current).length === 0
          ? removeTrust(after, current.trustorOrgId, current.trusteeOrgId)
          : after
      return overriding({
        "TrusteeUsers.remove": leaving((after, request) => endEmpty(after, asTrustor(after, request))),
        "TrustorUsers.remove": leaving((after, request) => endEmpty(after, asTrustee(after, request))),
      })
    },
  },
  {
    name: "removing-nobody-succeeds",
    sentence: "Removing a user who is not in the trust succeeds.",
    rules: ["user.absent"],
    step: () =>
      overriding({
        "TrusteeUsers.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
        "TrustorUsers.remove": refusing((error) =>
          error._tag === "NotFound" ? Result.succeed(undefined) : Result.fail(error),
        ),
      }),
  },
  {
    name: "removal-not-stored",
    sentence: "A removal is answered, but the user stays.",
    rules: ["user.absent", "trust.both-organizations-agree"],
    step: () => overriding({ "TrusteeUsers.remove": leaving((_after, _request, before) => before) }),
  },
  {
    name: "roles-kept-on-return",
    sentence: "A user who left and comes back has the old roles again.",
    rules: ["user.leaves-with-roles"],
    step: () => {
      const { leaves, returns } = keepingRoles(userIn, changeUser)
      return overriding({
        "TrusteeUsers.remove": leaves((state, request) => [asTrustor(state, request), request.input.trusteeUserId]),
        "TrustorUsers.remove": leaves((state, request) => [asTrustee(state, request), request.input.trusteeUserId]),
        "TrusteeUsers.add": returns((state, request) => [asTrustor(state, request), request.input.payload.id]),
        "TrustorUsers.add": returns((state, request) => [asTrustee(state, request), request.input.trusteeUserId]),
      })
    },
  },
  {
    name: "one-removal-removes-all",
    sentence: "Removing one user removes all.",
    rules: ["user.absent", "trust.both-organizations-agree"],
    step: () =>
      overriding({
        "TrustorUsers.remove": leaving((after, request) => {
          const current = asTrustee(after, request)
          return current === undefined ? after : setTrust(after, withUsers(current, []))
        }),
      }),
  },
  {
    name: "trustee-sees-no-users-of-trustor",
    sentence: "The trustee sees only the users whom it added itself.",
    rules: ["trust.both-organizations-agree"],
    step: () =>
      overriding({
        "TrustorUsers.list": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const current = trust(state, request.input.trustorOrgId, request.principal.organizationId)
          const own = new Set<string>(
            (current === undefined ? [] : usersOf(current))
              .filter((user) => user.createdBy.organizationId === request.principal.organizationId)
              .map((user) => user.id),
          )
          return {
            ...stepped,
            result: Result.map(stepped.result, (page) => ({
              ...page,
              entities: page.entities.filter((user) => own.has(user.id)),
            })),
          }
        },
      }),
  },
  {
    name: "user-added-by-nobody",
    sentence: "A trust user does not say when and by whom it was added.",
    rules: ["audit.every-change"],
    step: () =>
      overriding({
        "TrusteeUsers.get": replying(({ trustUserDetails: _, ...user }) => user),
      }),
  },
]
