/**
 * What there is of a trust that is asked for, as the trustor sees it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Desired } from "@org-trust/core/access/Desired"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import { actAs } from "../act.ts"
import type { Complete } from "./Input.ts"

/** What there is of what is asked for. */
export const Present = Schema.Struct({
  exists: Schema.Boolean,
  /** The users and groups that are asked for and not in the trust. */
  missing: Schema.Array(Schema.String),
  /** In a sentence each: what is there, and other than asked. */
  differences: Schema.Array(Schema.String),
  /** The users and groups of whom it cannot be seen whether their roles hold in the divisions that are asked for. */
  unseen: Schema.Array(Schema.String),
})
/** What there is of what is asked for. */
export type Present = typeof Present.Type

const desiredOf = (input: Complete, enabled: boolean): Desired => ({
  organizationId: input.trustorOrgId,
  strangers: "ignore",
  trustees: new Map([
    [
      input.trusteeOrgId,
      {
        enabled,
        users: new Map(input.users.map(({ grants, id }) => [id, grants])),
        groups: new Map(input.groups.map(({ grants, id }) => [id, grants])),
        strangers: "ignore",
        ...(input.dateExpired !== undefined && { dateExpired: input.dateExpired }),
      },
    ],
  ]),
})

/** Looks what there is. */
export const present = (input: Complete, enabled: boolean) =>
  actAs(
    input.trustorOrgId,
    read({ organizationId: input.trustorOrgId, partners: new Set([input.trusteeOrgId]), trustors: false }),
  ).pipe(
    Effect.map((snapshot): Present => {
      if (!snapshot.trustees.has(input.trusteeOrgId)) return { exists: false, missing: [], differences: [], unseen: [] }
      const { steps, unseen } = Plan.make(desiredOf(input, enabled), snapshot)
      const missing = steps.flatMap((step) =>
        step.operation === "TrusteeUsers.add" || step.operation === "TrusteeGroups.add" ? [step.input.payload.id] : [],
      )
      const differences = steps.flatMap((step) =>
        step.operation === "TrusteeUsers.add" || step.operation === "TrusteeGroups.add" ? [] : [step.reason],
      )
      return { exists: true, missing, differences, unseen: unseen.map(({ id }) => id) }
    }),
  )
