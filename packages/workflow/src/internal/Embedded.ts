/**
 * The cluster of one process, on a `SqlClient`.
 */
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as ClusterWorkflowEngine from "effect/cluster/ClusterWorkflowEngine"
import type * as MessageStorage from "effect/cluster/MessageStorage"
import * as RunnerAddress from "effect/cluster/RunnerAddress"
import * as RunnerHealth from "effect/cluster/RunnerHealth"
import * as Runners from "effect/cluster/Runners"
import * as RunnerStorage from "effect/cluster/RunnerStorage"
import * as Sharding from "effect/cluster/Sharding"
import * as ShardingConfig from "effect/cluster/ShardingConfig"
import * as SqlMessageStorage from "effect/cluster/SqlMessageStorage"
import type * as SqlClient from "effect/sql/SqlClient"
import type * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import * as PatientStorage from "./PatientStorage.ts"
import * as Readiness from "./Readiness.ts"

const common = {
  // As many as one process needs. Another number would be another place for every run.
  shardsPerGroup: 16,
  // What another process has written, an answer or a start, and clocks are seen as soon as this.
  entityMessagePollInterval: "250 millis",
  entityReplyPollInterval: "100 millis",
  entityTerminationTimeout: "2 seconds",
} as const

const parts = <R, R2 = never>(
  config: Partial<ShardingConfig.ShardingConfig["Service"]>,
  storage: Layer.Layer<MessageStorage.MessageStorage, never, R>,
  runners: Layer.Layer<RunnerStorage.RunnerStorage, never, R2>,
) =>
  ClusterWorkflowEngine.layer.pipe(
    Layer.provide(Sharding.layer),
    Layer.provide(Runners.layerNoop),
    Layer.provide(storage),
    Layer.provide([runners, RunnerHealth.layerNoop, NodeCrypto.layerDigest]),
    Layer.provide(ShardingConfig.layer({ ...common, ...config })),
  )

/** Works on the runs. */
export const worker: Layer.Layer<WorkflowEngine.WorkflowEngine, never, SqlClient.SqlClient> = Readiness.engine(
  PatientStorage.withPatience(
    parts(
      { runnerAddress: Option.some(RunnerAddress.make("localhost", 1)) },
      PatientStorage.layer,
      Readiness.storage(RunnerStorage.layerMemory),
    ),
  ),
)

/** Starts and answers runs that another process works on. */
export const client: Layer.Layer<WorkflowEngine.WorkflowEngine, never, SqlClient.SqlClient> = parts(
  { runnerAddress: Option.none() },
  SqlMessageStorage.layerStorage({}),
  RunnerStorage.layerMemory,
)
