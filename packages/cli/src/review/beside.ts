/**
 * What a review can know beside the trusts: what a directory file says, when somebody
 * was last seen in the audits, and what partners see of their access.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { nothing } from "@org-trust/core/access/Directory"
import { DirectoryFile, keysAt, resolve } from "@org-trust/core/access/DirectoryFile"
import * as LastSeen from "@org-trust/core/access/LastSeen"
import type { SeenTrustor, Snapshot } from "@org-trust/core/access/Snapshot"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { TrustorGroups } from "@org-trust/core/TrustorGroups"
import { TrustorUsers } from "@org-trust/core/TrustorUsers"
import { pairsFlag, switchFlag } from "../flags.ts"
import { connect, type ConnectionFlags } from "../access/Connection.ts"
import { cannotDo } from "../access/Failures.ts"
import { mistakesText, readForm } from "../access/inputs.ts"
import { type Called, idOf, type readSubject } from "./reading.ts"

/** The flags of a review that say what else is looked at. */
export const besideFlags = {
  audits: switchFlag(
    "audits",
    "Not with --close: says when somebody was last seen, as far as the audits tell: a request for each partner",
  ),
  partner: pairsFlag(
    "partner",
    "NAME=PROFILE",
    "Not with --close: looks at the trust from the partner's side too, with the credentials of a profile: those of a user who is let in and may see who else is",
  ),
} as const

/** The values of the flags. */
export interface BesideFlags extends ConnectionFlags {
  readonly audits: boolean
  readonly partner: Option.Option<Record<string, string>>
}

/** What a directory file says; nothing where there is none. */
export const readDirectory = Effect.fnUntraced(function* (path: Option.Option<string>) {
  if (Option.isNone(path)) return nothing
  const { place, value } = yield* readForm("directory file", path.value, { schema: DirectoryFile, keysAt })
  const directory = resolve(value)
  return Result.isSuccess(directory)
    ? directory.success
    : yield* cannotDo(mistakesText(path.value, place(directory.failure)))
})

const otherSide = Effect.fnUntraced(function* (
  name: string,
  profile: string,
  flags: BesideFlags,
  snapshot: Snapshot,
  called: Called,
) {
  const partner = OrganizationId.make(yield* idOf(called, "partner", name))
  const { organizationId, services } = yield* connect(flags, profile)
  if (organizationId !== undefined && organizationId !== partner) {
    return yield* cannotDo(
      `--partner ${name}: the credentials of ${profile} are of ${organizationId}, not of ${partner}`,
    )
  }
  const trustorOrgId = snapshot.organizationId
  // Who does not see the trust at all sees nobody in it.
  const [users, groups] = yield* Effect.all([
    TrustorUsers.use((users) => users.all(trustorOrgId)).pipe(Effect.catchTag("NotFound", () => Effect.succeed([]))),
    TrustorGroups.use((groups) => groups.all(trustorOrgId)).pipe(Effect.catchTag("NotFound", () => Effect.succeed([]))),
  ]).pipe(
    Effect.provide(services),
    Effect.mapError((error) =>
      cannotDo(`Cannot read what ${name} sees: ${error.operation} failed with ${error._tag}: ${error.message}`),
    ),
  )
  const side: SeenTrustor = { users: new Set(users.map(({ id }) => id)), groups: new Set(groups.map(({ id }) => id)) }
  return [partner, side] as const
})

/** When people were last seen and what partners see, as far as that is asked for. */
export const readBeside = Effect.fnUntraced(function* (
  flags: BesideFlags,
  { called, connection, directory, snapshot }: Effect.Success<ReturnType<typeof readSubject>>,
) {
  const sides = yield* Effect.forEach(Object.entries(Option.getOrElse(flags.partner, () => ({}))), ([name, profile]) =>
    otherSide(name, profile, flags, snapshot, called),
  )
  const otherSides = sides.length === 0 ? {} : { otherSides: new Map(sides) }
  if (!flags.audits) return otherSides
  const { at, unreadable } = yield* LastSeen.read(snapshot.trustees.keys(), { concurrency: 8 }).pipe(
    Effect.provide(connection.services),
  )
  if (unreadable.length > 0) {
    yield* Console.error(
      `The audits of ${unreadable.map((id) => directory.names.get(id) ?? id).join(", ")} cannot be read: nobody is said to be seen there.`,
    )
  }
  return { ...otherSides, lastSeen: at }
})
