/**
 * What the commands about trust files have in common: the file is read, what there is
 * is read, and the plan is made.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { namesOf } from "@org-trust/core/access/Describe"
import { recall } from "@org-trust/core/access/History"
import * as Plan from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import * as SnapshotReader from "@org-trust/core/access/SnapshotReader"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { connect, type Connection, type ConnectionFlags } from "./Connection.ts"
import { cannotDo } from "./Failures.ts"
import { readEntries } from "./fileJournal.ts"
import { readTrustFile } from "./inputs.ts"

/** What it will take, as far as it is known when the trusts are listed: their members are not yet. */
const forecast = ({ trustees, trustors }: SnapshotReader.ReadProgress, rate: number): string => {
  const requests = 3 * trustees + 2 * trustors
  const time = rate === 0 ? "" : `, ${Math.ceil(requests / rate)} min at ${rate} a minute`
  return `There are ${trustees + trustors} trusts: at least ${requests} requests${time}, and one more for each member with its roles.`
}

/** Reads what there is. What it takes is told on the standard error, before, meanwhile and afterwards. */
export const readSnapshot = Effect.fnUntraced(function* (
  connection: Connection,
  rate: number,
  options: SnapshotReader.ReadOptions,
) {
  const onProgress = (progress: SnapshotReader.ReadProgress) => {
    const all = progress.trustees + progress.trustors
    if (progress.done === 0) return all > 10 ? Console.error(forecast(progress, rate)) : Effect.void
    return progress.done % 25 === 0 && progress.done < all
      ? Console.error(`  ${progress.done} of ${all} trusts, ${connection.requests()} requests`)
      : Effect.void
  }
  return yield* SnapshotReader.read({ concurrency: 8, onProgress, ...options }).pipe(
    Effect.provide(connection.services),
    Effect.mapError((error) =>
      cannotDo(`Cannot read what there is: ${error.operation} failed with ${error._tag}: ${error.message}`),
    ),
    Effect.tap(() => Console.error(`Read with ${connection.requests()} requests.`)),
  )
})

/** Refuses credentials that are known to be of another organization. */
export const checkOrganization = (connection: Connection, asked: OrganizationId) =>
  connection.organizationId === undefined || connection.organizationId === asked
    ? Effect.void
    : Effect.fail(
        cannotDo(
          `The file is about the organization ${asked}, and the credentials are of ${connection.organizationId}: expected one and the same`,
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
