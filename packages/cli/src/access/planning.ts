/**
 * What the commands about trust files have in common: the file is read, what there is
 * is read, and the plan is made.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { namesOf } from "@org-trust/core/access/Describe"
import * as Plan from "@org-trust/core/access/Plan"
import type { Snapshot } from "@org-trust/core/access/Snapshot"
import * as SnapshotReader from "@org-trust/core/access/SnapshotReader"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { connect, type Connection, type ConnectionFlags } from "./Connection.ts"
import { cannotDo } from "./Failures.ts"
import { readTrustFile } from "./inputs.ts"

/** Reads what there is. What it takes is told on the standard error. */
export const readSnapshot = Effect.fnUntraced(function* (connection: Connection, options: SnapshotReader.ReadOptions) {
  return yield* SnapshotReader.read(options).pipe(
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

/** Reads the file and what there is, and makes the plan. */
export const makePlan = Effect.fnUntraced(function* (path: string, flags: ConnectionFlags) {
  const { desired, file } = yield* readTrustFile(path)
  const connection = yield* connect(flags)
  yield* checkOrganization(connection, desired.organizationId)
  const snapshot: Snapshot = yield* readSnapshot(connection, {
    organizationId: desired.organizationId,
    trustees: desired.trustees !== undefined,
    trustors: desired.trustors !== undefined,
    concurrency: 8,
  })
  return { connection, desired, file, snapshot, plan: Plan.make(desired, snapshot), nameOf: namesOf(file, snapshot) }
})
