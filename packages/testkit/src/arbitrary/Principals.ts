/**
 * Arbitrary callers of a world: organizations and users, with any of the
 * permissions.
 */
import * as Arbitrary from "effect/Arbitrary"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { type Permission, permissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { oneOf, pickSome, upTo } from "./Numbers.ts"

/**
 * Any set of permissions; one in two is the full set.
 * @category arbitraries
 * @since 0.1.0
 */
export const permissionSets: Arbitrary.Arbitrary<ReadonlyArray<Permission>> = Arbitrary.flatMap(upTo(1), (choice) =>
  choice === 0
    ? Arbitrary.Constant(permissions)
    : Arbitrary.map(upTo(2 ** permissions.length - 1), (bits) => pickSome(permissions, bits)),
)

/**
 * Any caller of the world. At least one organization is needed.
 * @category arbitraries
 * @since 0.1.0
 */
export const principalsOf = (
  organizations: readonly [WorldOrganization, ...ReadonlyArray<WorldOrganization>],
): Arbitrary.Arbitrary<Principal> => {
  const identities = organizations.flatMap(({ id: organizationId, users }) => [
    { organizationId },
    ...users.map(({ id: userId }) => ({ organizationId, userId })),
  ])
  const [first, ...others] = identities
  const who =
    first === undefined ? Arbitrary.Constant({ organizationId: organizations[0].id }) : oneOf(first, ...others)
  return Arbitrary.map(
    Arbitrary.all({ who, held: permissionSets }),
    ({ held, who: identity }) => new Principal({ ...identity, permissions: held }),
  )
}
