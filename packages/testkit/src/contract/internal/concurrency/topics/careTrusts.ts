/**
 * The trusts of an organization with Customer Care, each of which can be made once.
 */
import * as Effect from "effect/Effect"
import { careOrganizations } from "@org-trust/core/lifecycle/CareAccess"
import * as World from "@org-trust/core/lifecycle/World"
import { pick } from "../../../../arbitrary/Numbers.ts"
import { need } from "../../choices.ts"
import { pageSizeOf } from "../../listing.ts"
import type { Calls, Topic } from "../Topic.ts"

/** The trusts of an organization with Customer Care. */
export const care: Topic = {
  name: "concurrency.care-trusts",
  sentence:
    "Of those who let Customer Care in at once, one makes a trust with each of its organizations, with the flags that " +
    "this one asked for, and the others meet a conflict.",
  rules: ["concurrency.one-after-the-other", "trust.one-per-direction", "care.every-organization"],
  groups: ["Trustees", "DefaultTrusts", "CareTrusts"],
  open: Effect.fnUntraced(function* ({ bring, lab }, isThere) {
    const { admin: client, organization } = lab.cast.trustor
    const ids = careOrganizations(World.make(lab.subject.world.organizations), organization.id)
    const first = yield* need(ids[0], "organization of Customer Care")
    if (isThere) yield* bring(client, "DefaultTrusts.create", {})
    const pageSize = pageSizeOf(lab)
    const calls: Calls = ({ role, who }) => {
      const trusteeOrgId = pick(ids, who) ?? first
      return [
        { client, operation: "DefaultTrusts.create", input: { assignDefaultRole: who === 1 } },
        { client, operation: "CareTrusts.create", input: { assignDefaultRole: who === 1, assignFullAccess: role > 1 } },
        { client, operation: "DefaultTrusts.get", input: {} },
        { client, operation: "Trustees.list", input: { pageSize } },
        { client, operation: "Trustees.get", input: { trusteeOrgId } },
        { client, operation: "Trustees.remove", input: { trusteeOrgId } },
        { client, operation: "Trustees.update", input: { trusteeOrgId, payload: { enabled: role % 2 === 0 } } },
        { client, operation: "BulkRemoval.trustees", input: { id: ids } },
      ]
    }
    return calls
  }),
}
