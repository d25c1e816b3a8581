/**
 * Wrong ways with what a clone has nothing to do with: its user's place in the trust, the permissions for trust
 * users, and other trustors.
 */
import { clonesOf, trusts } from "@org-trust/core/lifecycle/State"
import { clonedUser } from "@org-trust/core/lifecycle/View"
import type { Mutant } from "../Mutant.ts"
import { changeMember, users } from "./MemberKind.ts"
import { holding } from "./permissions.ts"
import { afterwards, only, overriding, replying } from "./steps.ts"

/** Wrong ways with what a clone has nothing to do with. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "clone-removal-removes-member",
    sentence: "Removing a clone removes its user from the trust.",
    rules: ["clone.apart-from-user"],
    step: () =>
      afterwards(["TrusteeClonedUsers.remove", "TrustorClonedUsers.remove"], (after, request) =>
        changeMember(after, request, users, () => undefined),
      ),
  },
  {
    name: "cloning-takes-roles",
    sentence: "Cloning a user takes the roles of the user away.",
    rules: ["clone.apart-from-user"],
    step: () =>
      afterwards(["TrustorClonedUsers.create"], (after, request) =>
        changeMember(after, request, users, () => ({ grants: [] })),
      ),
  },
  {
    name: "trust-user-permission-for-directory",
    sentence: "The trustor's clones ask for the permissions on trust users, instead of those of the directory.",
    rules: ["permission.any"],
    step: () =>
      only(
        ["TrusteeClonedUsers.list", "TrusteeClonedUsers.remove"],
        holding(({ principal: { permissions } }) =>
          permissions
            .filter((permission) => permission.startsWith("authorization:orgTrusteeUser:"))
            .map((permission) => permission.replace("authorization:orgTrusteeUser:", "directory:user:")),
        ),
      ),
  },
  {
    name: "clones-of-all-trustors",
    sentence: "A trustee sees its clones in every trustor, whichever it asks about.",
    rules: ["clone.both-organizations-agree", "isolation.third-organization"],
    step: () =>
      overriding({
        "TrustorClonedUsers.list": replying((listing, { principal }, state, { world }) => {
          const all = trusts(state).filter(({ trusteeOrgId }) => trusteeOrgId === principal.organizationId)
          const entities = all.flatMap((each) => clonesOf(each).map((clone) => clonedUser(world, each, clone, "")))
          return { ...listing, entities, total: entities.length }
        }),
      }),
  },
]
