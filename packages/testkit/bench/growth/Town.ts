/**
 * A trust that lets in as many users as wanted, and what can be asked of it,
 * through the model's step.
 */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { AuditMessageId, GroupId, OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { empty, type State } from "@org-trust/core/lifecycle/State"
import { step } from "@org-trust/core/lifecycle/Step"
import * as World from "@org-trust/core/lifecycle/World"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { permissions } from "@org-trust/core/Permission"
import { Principal } from "@org-trust/core/Principal"
import { readableId } from "@org-trust/testkit/arbitrary/ReadableId"

/** Who lets in. */
export const trustorOrgId = OrganizationId.make(readableId(1, "organization", 1))
/** Who is let in. */
export const trusteeOrgId = OrganizationId.make(readableId(2, "organization", 2))
const roleId = RoleId.make(readableId(1, "role", 1))
const groupId = GroupId.make(readableId(2, "group", 1))

/** The trustor's administrator. */
export const trustor = new Principal({ organizationId: trustorOrgId, permissions })

/** Users, one of whom calls for the trustee; all of them are in the trust. */
export interface Town {
  readonly environment: Environment
  readonly userIds: ReadonlyArray<UserId>
  readonly trustee: Principal
}

/** A world whose trustee has so many users, all of them in one group. */
export const make = (members: number): Town => {
  const userIds = Array.from({ length: members }, (_, at) => UserId.make(readableId(2, "user", at + 1)))
  const world = World.make([
    {
      id: trustorOrgId,
      name: "Trustor",
      roles: [{ id: roleId, name: "Administrator", permissions }],
      divisions: [],
      users: [],
      groups: [],
    },
    {
      id: trusteeOrgId,
      name: "Trustee",
      roles: [],
      divisions: [],
      users: userIds.map((id, at) => ({ id, name: `User ${at + 1}`, state: "active" as const })),
      groups: [{ id: groupId, name: "Everybody", memberIds: userIds }],
    },
  ])
  return {
    environment: { world, profile: { ...defaultProfile, memberLimit: members + 1 } },
    userIds,
    trustee: new Principal({
      organizationId: trusteeOrgId,
      permissions,
      ...(userIds[0] !== undefined && { userId: userIds[0] }),
    }),
  }
}

const start = DateTime.makeUnsafe("2026-01-01T00:00:00.000Z")

/** Carries a request out, the `count`-th; a refusal is an error of the program. */
export const ask = <K extends OperationName>(
  { environment }: Town,
  state: State,
  count: number,
  principal: Principal,
  operation: K,
  input: OperationInput<K>,
): { readonly reply: OperationOutput<K>; readonly state: State } => {
  const stepped = step(environment, state, {
    operation,
    principal,
    input,
    now: DateTime.add(start, { milliseconds: count }),
    fresh: {
      pairingId: PairingId.make(readableId(2, "pairing", count)),
      auditId: AuditMessageId.make(readableId(2, "audit", count)),
    },
    correlationId: readableId(3, "audit", count),
  })
  return { reply: Result.getOrThrow(stepped.result), state: stepped.state }
}

/** The state in which the group is trusted, and every user, having been added one after the other. */
export const settle = (town: Town): State => {
  const [first, ...others] = town.userIds
  if (first === undefined) return empty
  const paired = ask(town, empty, 0, town.trustee, "Pairings.create", { payload: { userIds: [first], groupIds: [] } })
  const payload = {
    pairingId: paired.reply.id,
    enabled: true,
    users: [{ id: first }],
    groups: [{ id: groupId, roleIds: [roleId] }],
  }
  let state = ask(town, paired.state, 0, trustor, "Trustees.create", { payload }).state
  for (const [at, id] of others.entries()) {
    const input = { trusteeOrgId, payload: { id, roleIds: [roleId] } }
    state = ask(town, state, at + 1, trustor, "TrusteeUsers.add", input).state
  }
  return state
}
