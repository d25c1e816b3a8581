/**
 * What the commands that start runs are asked for, as people write it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Flag from "effect/cli/Flag"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { Timestamp } from "@org-trust/core/Timestamp"
import { Grant, WantedGroup, WantedUser } from "@org-trust/workflow/Wanted"
import { cannotDo } from "../access/Failures.ts"
import { readForm } from "../access/inputs.ts"

const Side = Schema.Literals(["both", "trustor", "trustee"])
type Side = typeof Side.Type

/** Who is to be let in where, as a file says it. */
export const PartnerFile = Schema.Struct({
  trustorOrgId: OrganizationId,
  trusteeOrgId: OrganizationId,
  side: Schema.optionalKey(Side),
  users: Schema.optionalKey(Schema.Array(WantedUser)),
  groups: Schema.optionalKey(Schema.Array(WantedGroup)),
  dateExpired: Schema.optionalKey(Timestamp),
  pairings: Schema.optionalKey(Schema.Int),
  pairingLifetime: Schema.optionalKey(Schema.DurationFromString),
  answerWithin: Schema.optionalKey(Schema.DurationFromString),
  settleWithin: Schema.optionalKey(Schema.DurationFromString),
})

/** The keys that the file has at a place. */
const keysAt = (path: ReadonlyArray<string | number>): ReadonlyArray<string> => {
  if (path.length === 0) return Object.keys(PartnerFile.fields)
  if (path.length === 2) return Object.keys(WantedUser.fields)
  return path.length === 4 ? Object.keys(Grant.fields) : []
}

/** Reads who is to be let in where. Every mistake in it is told with its place. */
export const readPartner = (path: string) =>
  Effect.map(readForm("partner file", path, { schema: PartnerFile, keysAt }), ({ value }) => value)

/** The two organizations. */
export const pairFlags = {
  trustor: Flag.String("trustor").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("The organization that lets the other one in (required)"),
  ),
  trustee: Flag.String("trustee").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("The organization whose people come in (required)"),
  ),
} as const

const decodeOrganization = Schema.decodeUnknownOption(OrganizationId)

const organizationOf = (flag: string, text: string) =>
  Effect.mapError(Effect.fromOption(decodeOrganization(text.trim())), () =>
    cannotDo(`${flag}: expected the id of an organization, a UUID, got ${text}`),
  )

/** The two organizations of the flags. */
export const pairOf = (trustor: string, trustee: string) =>
  Effect.all({
    trustorOrgId: organizationOf("--trustor", trustor),
    trusteeOrgId: organizationOf("--trustee", trustee),
  })

/** A flag that says how long. */
export const durationFlag = (name: string, what: string) =>
  Flag.String(name).pipe(
    Flag.withMetavar("TIME"),
    Flag.withDescription(what),
    Flag.withSchema(Schema.DurationFromString),
    Flag.optional,
  )

/** Which side a run is: the one that was said, or the one that there are credentials for. */
export const sideOf = Effect.fnUntraced(function* (
  said: Side | undefined,
  { trusteeOrgId, trustorOrgId }: { readonly trusteeOrgId: OrganizationId; readonly trustorOrgId: OrganizationId },
  ids: ReadonlySet<OrganizationId>,
) {
  const has = (id: OrganizationId) => [...ids].some((other) => other.toLowerCase() === id.toLowerCase())
  const [isTrustor, isTrustee] = [has(trustorOrgId), has(trusteeOrgId)]
  const found: Side | undefined = isTrustor ? (isTrustee ? "both" : "trustor") : isTrustee ? "trustee" : undefined
  if (found === undefined) {
    return yield* cannotDo(
      `There are credentials for ${[...ids].join(", ")}: expected the trustor ${trustorOrgId}, the trustee ${trusteeOrgId}, or both; name their profiles with --parties`,
    )
  }
  if (said === undefined || said === found || found === "both") return said ?? found
  return yield* cannotDo(`There are credentials for the ${found} alone: expected those that side: ${said} needs`)
})
