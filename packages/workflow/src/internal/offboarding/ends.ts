/**
 * What ends with a trust: what there is of it, and who may do what by it.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Right } from "@org-trust/core/access/Access"
import { review } from "@org-trust/core/access/Review"
import { read } from "@org-trust/core/access/SnapshotReader"
import { GroupId, UserId } from "@org-trust/core/Identifiers"
import { Timestamp } from "@org-trust/core/Timestamp"
import { Trustors } from "@org-trust/core/Trustors"
import { actAs, ifThere } from "../act.ts"
import { type Complete, Leaver } from "./Input.ts"

/** What there is of the trust. */
export const Ends = Schema.Struct({
  exists: Schema.Boolean,
  /** Since when, where it is told: a trust with another beginning is another one. */
  since: Schema.optionalKey(Timestamp),
  /** Whether somebody gets in by it now. */
  isOpen: Schema.Boolean,
  users: Schema.Array(UserId),
  groups: Schema.Array(GroupId),
  clones: Schema.Array(UserId),
  leavers: Schema.Array(Leaver),
})
/** What there is of the trust. */
export type Ends = typeof Ends.Type

const nothing: Ends = { exists: false, isOpen: false, users: [], groups: [], clones: [], leavers: [] }

const rightText = (right: Right): string =>
  right.kind === "permission" ? right.permission : right.kind === "role" ? `role ${right.roleId}` : "everything"

/** What the trustor sees. */
export const endsAsTrustor = ({ trusteeOrgId, trustorOrgId }: Complete) =>
  actAs(trustorOrgId, read({ organizationId: trustorOrgId, partners: new Set([trusteeOrgId]), trustors: false })).pipe(
    Effect.map((snapshot): Ends => {
      const seen = snapshot.trustees.get(trusteeOrgId)
      if (seen === undefined) return nothing
      const [reviewed] = review(snapshot, { now: snapshot.takenAt }).partners
      return {
        exists: true,
        isOpen:
          seen.enabled && (seen.dateExpired === undefined || DateTime.isLessThan(snapshot.takenAt, seen.dateExpired)),
        users: [...seen.users.keys()],
        groups: [...seen.groups.keys()],
        clones: [...seen.clones],
        leavers: (reviewed?.members ?? []).map(({ id, isCloned, kind, name, rights }) => ({
          id,
          kind,
          name,
          isCloned,
          rights: rights.map(({ right }) => rightText(right)),
        })),
        ...(seen.since !== undefined && { since: seen.since }),
      }
    }),
  )

/** What the trustee sees: that it is let in, and no more where its client acts for no user. */
export const endsAsTrustee = ({ trusteeOrgId, trustorOrgId }: Complete) =>
  Effect.map(actAs(trusteeOrgId, ifThere(Trustors.use((trustors) => trustors.get(trustorOrgId)))), (found): Ends =>
    found === undefined
      ? nothing
      : {
          ...nothing,
          exists: true,
          isOpen: found.enabled ?? true,
          ...(found.dateCreated !== undefined && { since: found.dateCreated }),
        },
  )
