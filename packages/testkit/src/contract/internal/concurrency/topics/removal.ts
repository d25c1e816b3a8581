/**
 * Several trusts of an organization, which are ended one by one and all at once.
 */
import * as Effect from "effect/Effect"
import { need } from "../../choices.ts"
import { pageSizeOf } from "../../listing.ts"
import type { Calls, Topic } from "../Topic.ts"

/** Several trusts of an organization, which are ended one by one and all at once. */
export const removal: Topic = {
  name: "concurrency.bulk-removal",
  sentence:
    "A bulk removal ends its trusts at one moment, whatever others do meanwhile: nobody sees some of them ended and " +
    "others not, and what is ended is ended once.",
  rules: ["concurrency.one-after-the-other", "bulk.removes-named", "trust.absent"],
  groups: ["Pairings", "Trustees", "BulkRemoval"],
  open: Effect.fnUntraced(function* ({ bring, lab, pair }, isThere) {
    const { third, trustee, trustor } = lab.cast
    const user = yield* need(trustee.activeUsers[0], "active user of the trustee")
    const other = yield* need(third.activeUsers[0], "active user of the third organization")
    const enabled = true
    const ofThird = { pairingId: yield* pair(third, [other.id]), enabled, users: [{ id: other.id }] }
    yield* bring(trustor.admin, "Trustees.create", { payload: ofThird })
    if (isThere) {
      for (const { admin } of [trustor, third]) {
        const payload = { pairingId: yield* pair(trustee, [user.id]), enabled, users: [{ id: user.id }] }
        yield* bring(admin, "Trustees.create", { payload })
      }
    }
    const pairingId = yield* pair(trustee, [user.id])
    const pageSize = pageSizeOf(lab)
    const client = trustor.admin
    const trustees = [trustee.organization.id, third.organization.id]
    const trustors = [trustor.organization.id, third.organization.id]
    const calls: Calls = ({ role, who }) => {
      const { admin, organization } = who === 0 ? trustee : third
      const trusteeOrgId = organization.id
      const payload = { pairingId, enabled, users: [{ id: user.id }] }
      return [
        { client, operation: "BulkRemoval.trustees", input: { id: trustees } },
        { client: trustee.admin, operation: "BulkRemoval.trustors", input: { id: trustors } },
        { client, operation: "Trustees.list", input: { pageSize } },
        { client, operation: "Trustees.list", input: { pageSize } },
        { client: trustee.admin, operation: "Trustors.list", input: { pageSize } },
        { client, operation: "Trustees.get", input: { trusteeOrgId } },
        { client, operation: "Trustees.remove", input: { trusteeOrgId } },
        { client: admin, operation: "Trustors.remove", input: { trustorOrgId: trustor.organization.id } },
        { client, operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: role % 2 === 0 } } },
        { client, operation: "Trustees.create", input: { payload } },
      ]
    }
    return calls
  }),
}
