/**
 * What has to happen to one member of a trust, so that it has the roles that are asked
 * for.
 */
import type { OrganizationId } from "../../Identifiers.ts"
import { distinct, sameGrants } from "../../lifecycle/Grants.ts"
import type { Grant } from "../../lifecycle/Event.ts"
import type { MemberCalls } from "./memberCalls.ts"
import type { SeenMember } from "../../access/Snapshot.ts"
import type { Step, StepEffect } from "../../access/Step.ts"

/** What one member needs. */
export interface MemberPlan {
  /** Takes roles away, or the member out, and gives nothing. */
  readonly takes: ReadonlyArray<Step>
  /** Gives roles, or lets the member in, and takes nothing. */
  readonly gives: ReadonlyArray<Step>
  /** Takes some roles and gives others at once. */
  readonly changes: ReadonlyArray<Step>
  /** The same as `changes`, in two steps: first the new roles beside the old, then without the old. */
  readonly apart: { readonly gives: ReadonlyArray<Step>; readonly takes: ReadonlyArray<Step> }
  /** Whether it cannot be seen that the roles are granted in the divisions that are asked for. */
  readonly isUnseen: boolean
}

const nothing: MemberPlan = { takes: [], gives: [], changes: [], apart: { gives: [], takes: [] }, isUnseen: false }

const keyOf = ({ divisionId, roleId }: Grant): string => `${roleId}/${divisionId ?? ""}`

/** The grants of one list that are not in another. */
const without = (grants: ReadonlyArray<Grant>, others: ReadonlyArray<Grant>): ReadonlyArray<Grant> => {
  const known = new Set(others.map(keyOf))
  return grants.filter((grant) => !known.has(keyOf(grant)))
}

/** The grants of a member as they are known: of a role that is only listed it is taken that it holds in all divisions. */
export const grantsSeen = ({ grants, roles }: SeenMember): ReadonlyArray<Grant> =>
  grants ?? Array.from(roles, (roleId) => ({ roleId }))

const hasRolesOf = ({ roles }: SeenMember, asked: ReadonlyArray<Grant>): boolean => {
  const ids = new Set(asked.map(({ roleId }) => roleId))
  return ids.size === roles.size && [...ids].every((id) => roles.has(id))
}

/** What a member needs who is asked for. */
export const planMember = <Id extends string>(
  calls: MemberCalls<Id>,
  partner: OrganizationId,
  id: Id,
  asked: ReadonlyArray<Grant>,
  seen: SeenMember | undefined,
): MemberPlan => {
  if (seen === undefined) {
    const about = { partner, effect: "gives", reason: `The ${calls.what} is in the file and not in the trust` } as const
    return { ...nothing, gives: [calls.add(about, id, asked)] }
  }
  if (seen.isInDoubt === true && asked.length > 0) {
    const reason = `It is not known whether the ${calls.what} got its roles: a run was interrupted`
    const again = [calls.setGrants({ partner, effect: "changes", reason }, id, asked)]
    return { ...nothing, changes: again, apart: { gives: [], takes: again } }
  }
  // Where the divisions cannot be seen, the right roles are all that can be told.
  const isRight = seen.grants === undefined ? hasRolesOf(seen, asked) : sameGrants(seen.grants, asked)
  if (isRight) {
    return {
      ...nothing,
      isUnseen: seen.grants === undefined && asked.some(({ divisionId }) => divisionId !== undefined),
    }
  }
  const before = grantsSeen(seen)
  const gained = without(asked, before)
  const lost = without(before, asked)
  const set = (grants: ReadonlyArray<Grant>, effect: StepEffect, reason: string) => [
    calls.setGrants({ partner, effect, reason: `The ${calls.what} ${reason}` }, id, grants),
  ]
  if (gained.length === 0) return { ...nothing, takes: set(asked, "takes", "has roles that the file does not give") }
  if (lost.length === 0) return { ...nothing, gives: set(asked, "gives", "lacks roles that the file gives") }
  return {
    ...nothing,
    changes: set(asked, "changes", "has other roles than the file gives"),
    apart: {
      gives: set(distinct([...before, ...asked]), "gives", "gets the roles of the file beside the old ones"),
      takes: set(asked, "takes", "keeps the roles of the file alone"),
    },
  }
}

/** What a member needs who is to leave. */
export const planLeaving = <Id extends string>(calls: MemberCalls<Id>, partner: OrganizationId, id: Id): MemberPlan => {
  const about = { partner, effect: "takes", reason: `The ${calls.what} is in the trust and not in the file` } as const
  return { ...nothing, takes: [calls.remove(about, id)] }
}
