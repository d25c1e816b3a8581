/**
 * The clones of one trust, of which there is room for one more.
 */
import * as Effect from "effect/Effect"
import { roleWith } from "../../../Cast.ts"
import { users as userKind } from "../../MemberKind.ts"
import { someoneWhoMay } from "../../abilities.ts"
import { pick } from "../../../../arbitrary/Numbers.ts"
import { need, someInsider } from "../../choices.ts"
import { serves } from "../../../Capabilities.ts"
import type { Calls, Topic } from "../Topic.ts"

/** The clones of one trust, of which there is room for one more. */
export const clones: Topic = {
  name: "concurrency.clones",
  sentence:
    "Clones that are made at once are never more than the limit, and none is left of a user who is taken out " +
    "meanwhile: the clones are those of some order of the calls.",
  rules: ["concurrency.one-after-the-other", "clone.limit", "clone.goes-with-trust"],
  groups: ["Pairings", "Trustees", "TrustorClonedUsers"],
  open: Effect.fnUntraced(function* ({ bring, lab, pair }, isThere) {
    const { trustee, trustor } = lab.cast
    const { capabilities } = lab.subject
    const { cloneLimit, memberLimit } = capabilities.profile
    const manager = yield* someInsider(trustee, 0)
    const able = yield* need(
      roleWith(trustor, ...userKind.permissions("view", "add", "delete")),
      "role of the trustor that permits to manage users",
    )
    const others = trustee.activeUsers.filter(({ id }) => id !== manager.id)
    // As many as can be cloned, and one more.
    const some = others.slice(0, Math.max(0, Math.min(cloneLimit + 1, memberLimit - 1)))
    const last = yield* need(some.at(-1), "second active user of the trustee")
    const pairingId = yield* pair(trustee, [manager.id])
    const users = [{ id: manager.id, roleIds: [able.id] }, ...some.map(({ id }) => ({ id }))]
    yield* bring(trustor.admin, "Trustees.create", { payload: { pairingId, enabled: true, users } })
    const trusteeOrgId = trustee.organization.id
    const trustorOrgId = trustor.organization.id
    for (const { id } of isThere ? some.slice(0, cloneLimit - 1) : []) {
      yield* bring(manager.client, "TrustorClonedUsers.create", { trustorOrgId, trusteeUserId: id })
    }
    const viewer = serves(capabilities, "TrusteeClonedUsers.list")
      ? yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.list")
      : trustor.admin
    const remover = serves(capabilities, "TrusteeClonedUsers.remove")
      ? yield* someoneWhoMay(lab, trustor, "TrusteeClonedUsers.remove")
      : trustor.admin
    const { client } = manager
    const calls: Calls = ({ role, who }) => {
      // One of the last two, who have no clone yet; now and then the first, who has.
      const { id: trusteeUserId } = (role === 3 ? some[0] : pick(some.slice(-2), who)) ?? last
      const asTrustor = { trusteeOrgId, trusteeUserId }
      const asTrustee = { trustorOrgId, trusteeUserId }
      return [
        { client, operation: "TrustorClonedUsers.create", input: asTrustee },
        { client, operation: "TrustorClonedUsers.create", input: asTrustee },
        { client, operation: "TrustorClonedUsers.list", input: { trustorOrgId } },
        { client, operation: "TrustorClonedUsers.remove", input: asTrustee },
        { client: viewer, operation: "TrusteeClonedUsers.list", input: { trusteeOrgId } },
        { client: remover, operation: "TrusteeClonedUsers.remove", input: asTrustor },
        { client: trustor.admin, operation: "TrusteeUsers.remove", input: asTrustor },
        { client, operation: "TrustorUsers.add", input: asTrustee },
      ]
    }
    return calls
  }),
}
