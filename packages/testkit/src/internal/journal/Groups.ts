/**
 * Which groups have other members than the world's file says, as JSON.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { GroupId, OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { type Changed as Applied, setGroupMembers } from "../platform/Directory.ts"

const Memberships = Schema.fromJsonString(
  Schema.Array(Schema.Struct({ organizationId: OrganizationId, groupId: GroupId, memberIds: Schema.Array(UserId) })),
)

const encode = Schema.encodeSync(Memberships)
const decode = Schema.decodeUnknownResult(Memberships)

type Organizations = ReadonlyArray<WorldOrganization>

/** The groups whose members were set since. */
export const toJson = (atFirst: Organizations, now: Organizations): string =>
  encode(
    now.flatMap((organization, at) =>
      organization.groups
        .filter((group, groupAt) => group !== atFirst[at]?.groups[groupAt])
        .map(({ id, memberIds }) => ({ organizationId: organization.id, groupId: id, memberIds })),
    ),
  )

/** The organizations with such groups; a failure where they have no such groups. */
export const fromJson = (atFirst: Organizations, json: unknown) =>
  Result.flatMap(decode(json), (changed) =>
    changed.reduce<Applied>(
      (organizations, membership) => Result.flatMap(organizations, (some) => setGroupMembers(some, membership)),
      Result.succeed(atFirst),
    ),
  )
