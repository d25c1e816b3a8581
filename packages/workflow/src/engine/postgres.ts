/**
 * An engine on a PostgreSQL database, for workers on several machines. It needs
 * `@effect/sql-pg`.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as RunnerAddress from "effect/cluster/RunnerAddress"
import type * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import { keepFor as keepForDefault } from "../Engine.ts"
import { endWithin } from "../internal/endWithin.ts"
import * as Database from "../internal/postgres/Database.ts"
import { saysOf } from "../internal/postgres/saysOf.ts"
import * as Ports from "../internal/postgres/Ports.ts"
import * as Retention from "../internal/Retention.ts"
import * as SqlRunLog from "../internal/SqlRunLog.ts"
import * as Shared from "../internal/Shared.ts"
import type { RunLog } from "../RunLog.ts"
import { type AddressUnusable, type Store, StoreUnusable } from "../Store.ts"

/**
 * What can be said of an engine on a database.
 * @category models
 * @since 0.1.0
 */
export interface PostgresOptions {
  /** The address of the database: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, of version 14 or later. */
  readonly url: Redacted.Redacted
  /**
   * The name or address under which the other workers reach this one: `127.0.0.1` unless
   * said, which is enough for workers on one machine. Whoever reaches the port can give the
   * engine orders, so let nobody but the other workers reach it.
   */
  readonly host?: string
  /** The port under which they do: the first free one from 7811 unless said. Say one below 32768. */
  readonly port?: number
  /** The address of this machine to listen on: `host` unless said. */
  readonly listen?: string
  /** How long a run is kept when it has ended: 30 days unless said. */
  readonly keepFor?: Duration.Input
}

const failing = <E>(error: E): Layer.Layer<WorkflowEngine.WorkflowEngine | RunLog | Store, E> =>
  Layer.effectContext(Effect.fail(error))

const withoutDatabase = (error: SqlError) =>
  failing(new StoreUnusable({ message: `The database cannot be used: ${saysOf(error)}.` }))

/** Works under the first of the ports that is free. */
const work = (
  host: string,
  listen: string,
  ports: ReadonlyArray<number>,
  keepFor: Duration.Duration,
): Layer.Layer<WorkflowEngine.WorkflowEngine, AddressUnusable | SqlError, SqlClient.SqlClient | RunLog> =>
  Effect.gen(function* () {
    const { port, rest } = yield* Ports.choose(listen, ports)
    yield* Database.claim(`${host}:${port}`)
    return Layer.effectDiscard(Retention.keepRemoving(keepFor)).pipe(
      // The tables have to be there.
      Layer.provideMerge(Shared.worker(RunnerAddress.make(host, port), RunnerAddress.make(listen, port))),
      // Another one has taken it in the meantime.
      Layer.catchTag("SocketServerError", () => work(host, listen, rest, keepFor)),
    )
  }).pipe(Layer.unwrap)

/** Others have taken everything over by then. */
const longestEnd = Duration.seconds(10)

/**
 * Works on the runs in a database together with the other workers, for as long as the layer
 * is in use. What a worker leaves that is gone, the others take over within about 10 seconds.
 * Its end hands over what it is at; one that is held up is waited for 10 seconds at most.
 * Fails with `StoreUnusable` where the database cannot be used, and with `AddressUnusable`
 * where the others cannot reach this worker.
 * @category layers
 * @since 0.1.0
 */
export const layer = ({
  host = "127.0.0.1",
  keepFor = keepForDefault,
  listen = host,
  port: said,
  url,
}: PostgresOptions): Layer.Layer<WorkflowEngine.WorkflowEngine | RunLog | Store, StoreUnusable | AddressUnusable> =>
  endWithin(
    work(host, listen, said === undefined ? Ports.usual : [said], Duration.fromInputUnsafe(keepFor)).pipe(
      Layer.provideMerge(SqlRunLog.layer),
      Layer.provideMerge(Database.layer(url, 6)),
      Layer.catchTag("SqlError", withoutDatabase),
    ),
    { most: longestEnd, what: "The worker" },
  )

/**
 * Starts and answers runs in a database that workers work on, now or later. Fails with
 * `StoreUnusable` where the database cannot be used.
 * @category layers
 * @since 0.1.0
 */
export const layerClient = ({
  url,
}: Pick<PostgresOptions, "url">): Layer.Layer<WorkflowEngine.WorkflowEngine | RunLog | Store, StoreUnusable> =>
  Layer.merge(Shared.client, SqlRunLog.layer).pipe(
    Layer.provideMerge(Database.layer(url, 3)),
    Layer.catchTag("SqlError", withoutDatabase),
  )
