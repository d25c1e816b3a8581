/**
 * What the commands about trust files have in common: the file is read, what there is
 * is read, and the plan is made.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { counted, namesOf } from "@org-trust/core/access/Describe"
import { asksForCare } from "@org-trust/core/access/Desired"
import { recall } from "@org-trust/core/access/History"
import * as Plan from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import * as SnapshotReader from "@org-trust/core/access/SnapshotReader"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { TrustError } from "@org-trust/core/TrustError"
import { connect, type Connection, type ConnectionFlags } from "./Connection.ts"
import { cannotDo } from "./Failures.ts"
import { readEntries } from "./fileJournal.ts"
import { readTrustFile } from "./inputs.ts"

const minutes = (requests: number, rate: number, how = ` at ${rate} a minute`): string =>
  rate === 0 ? "" : `, about ${Math.ceil(requests / rate)} min${how}`

/** What it will take: at first as far as it shows by how many trusts there are, then by how many are in them. */
const forecast = ({ members, trustees, trustors }: SnapshotReader.ReadProgress, clones: number, rate: number) => {
  if (members !== undefined) {
    const requests = members + clones
    return `They have ${counted(members, "member")}: ${counted(requests, "request")} more${minutes(requests, rate)}.`
  }
  const requests = 2 * (trustees + trustors) + clones
  return `Trusts: ${trustees + trustors}. At least ${counted(requests, "request")}${minutes(requests, rate)}; then one for each member.`
}

/** Whether another tenth of the members was read. */
const isTenth = (done: number, members: number): boolean =>
  done < members && Math.floor((10 * done) / members) > Math.floor((10 * (done - 1)) / members)

/** What has to be otherwise so that it can be seen where our people go. */
const asUser = "It takes credentials that act as a user who is let in there and may see who else is"

const unreadable = ({ _tag, message, operation }: TrustError) =>
  cannotDo(
    `Cannot read what there is: ${operation} failed with ${_tag}: ${message}${_tag === "MissingTrustorPermissions" ? `. ${asUser}` : ""}`,
  )

/** Reads where our people go; nothing where these credentials cannot see it, which is told. */
export const readTrustors = (connection: Connection, organizationId: OrganizationId) =>
  SnapshotReader.read({ concurrency: 8, organizationId, trustees: false }).pipe(
    Effect.provide(connection.services),
    Effect.map(({ trustors }): Snapshot["trustors"] | undefined => trustors),
    Effect.catchTag("MissingTrustorPermissions", ({ message }) =>
      Effect.as(Console.error(`Where our people go is left out: ${message}. ${asUser}.`), undefined),
    ),
    Effect.mapError(unreadable),
  )

/** Reads what there is. What it takes is told on the standard error, before, meanwhile and afterwards. */
export const readSnapshot = Effect.fnUntraced(function* (
  connection: Connection,
  rate: number,
  options: SnapshotReader.ReadOptions,
) {
  const onProgress = (progress: SnapshotReader.ReadProgress) => {
    const { done, members = 0, trustees, trustors } = progress
    // Of what is done in a moment nothing need be said.
    if (trustees + trustors <= 10 && members <= 100) return Effect.void
    const clones = options.clonesOf?.size ?? trustees
    if (done === 0) return Console.error(forecast(progress, clones, rate))
    return isTenth(done, members)
      ? Console.error(
          `  ${done} of ${members} members, ${connection.requests()} requests${minutes(members - done + clones, rate, " to go")}`,
        )
      : Effect.void
  }
  return yield* SnapshotReader.read({ concurrency: 8, onProgress, ...options }).pipe(
    Effect.provide(connection.services),
    Effect.mapError(unreadable),
    Effect.tap(() => Console.error(`Read with ${counted(connection.requests(), "request")}.`)),
  )
})

/** Refuses credentials that are known to be of another organization. */
export const checkOrganization = (connection: Connection, asked: OrganizationId) =>
  connection.organizationId === undefined || connection.organizationId === asked
    ? Effect.void
    : Effect.fail(
        cannotDo(
          `Asked about the organization ${asked}, and the credentials are of ${connection.organizationId}: expected one and the same`,
        ),
      )

/** Where the journal of a trust file is, unless it is said. */
export const journalOf = (path: string, given: Option.Option<string>): string =>
  Option.getOrElse(given, () => `${path}.journal`)

/** Reads the journal. */
export const readJournal = (path: string) => Effect.mapError(readEntries(path), ({ message }) => cannotDo(message))

/** Reads the file, the journal and what there is, and makes the plan. */
export const makePlan = Effect.fnUntraced(function* (
  path: string,
  flags: ConnectionFlags & { readonly journal: Option.Option<string> },
) {
  const { desired, file } = yield* readTrustFile(path)
  const connection = yield* connect(flags)
  yield* checkOrganization(connection, desired.organizationId)
  const entries = yield* readJournal(journalOf(path, flags.journal))
  const seen = yield* readSnapshot(connection, flags.rate, {
    organizationId: desired.organizationId,
    trustees: desired.trustees !== undefined,
    trustors: desired.trustors !== undefined,
    care: asksForCare(desired),
    // Clones are looked at only where the file says which may stay.
    clonesOf: new Set(
      Array.from(desired.trustees ?? []).flatMap(([partner, { clones }]) => (clones === undefined ? [] : [partner])),
    ),
  })
  const snapshot: Snapshot = recall(seen, entries)
  return {
    connection,
    entries,
    desired,
    file,
    snapshot,
    plan: Plan.make(desired, snapshot),
    nameOf: namesOf(file, snapshot),
  }
})
