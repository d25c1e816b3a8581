/**
 * The cluster of several processes, on a database that all of them reach.
 */
import * as NodeClusterSocket from "@effect/platform-node/NodeClusterSocket"
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as ClusterWorkflowEngine from "effect/cluster/ClusterWorkflowEngine"
import type * as RunnerAddress from "effect/cluster/RunnerAddress"
import * as RunnerHealth from "effect/cluster/RunnerHealth"
import * as Runners from "effect/cluster/Runners"
import * as ShardingConfig from "effect/cluster/ShardingConfig"
import * as SocketRunner from "effect/cluster/SocketRunner"
import * as SqlMessageStorage from "effect/cluster/SqlMessageStorage"
import * as SqlRunnerStorage from "effect/cluster/SqlRunnerStorage"
import * as RpcSerialization from "effect/rpc/RpcSerialization"
import type { SocketServerError } from "effect/socket/SocketServer"
import type * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type * as WorkflowEngine from "effect/workflow/WorkflowEngine"
import * as Connections from "./Connections.ts"
import * as PatientStorage from "./PatientStorage.ts"
import * as Readiness from "./Readiness.ts"

const common = {
  // All workers have to say the same. Another number would be another place for every run.
  shardsPerGroup: 60,
  // A worker that is gone is noticed when it has said nothing for so long; the others take over then.
  shardLockExpiration: "6 seconds",
  shardLockRefreshInterval: "2 seconds",
  refreshAssignmentsInterval: "1 second",
  runnerHealthCheckInterval: "5 seconds",
  entityTerminationTimeout: "2 seconds",
  entityMessagePollInterval: "1 second",
  entityReplyPollInterval: "100 millis",
} as const

/** Works on the runs, together with the others. */
export const worker = (
  address: RunnerAddress.RunnerAddress,
  listen: RunnerAddress.RunnerAddress,
): Layer.Layer<WorkflowEngine.WorkflowEngine, SocketServerError | SqlError, SqlClient.SqlClient> =>
  Readiness.engine(
    ClusterWorkflowEngine.layer.pipe(
      Layer.provide(SocketRunner.layer),
      Layer.provide(Connections.bind(NodeClusterSocket.layerSocketServer)),
      Layer.provide(RunnerHealth.layerPing),
      Layer.provide(Runners.layerRpc),
      Layer.provide(NodeClusterSocket.layerClientProtocol),
      Layer.provide([PatientStorage.layer, Readiness.storage(SqlRunnerStorage.layer)]),
      Layer.provide([
        NodeCrypto.layerDigest,
        RpcSerialization.layerSchemaBinary(),
        ShardingConfig.layer({
          ...common,
          runnerAddress: Option.some(address),
          runnerListenAddress: Option.some(listen),
        }),
      ]),
      PatientStorage.withPatience,
    ),
  )

/** Starts and answers runs that the workers work on. */
export const client: Layer.Layer<WorkflowEngine.WorkflowEngine, SqlError, SqlClient.SqlClient> =
  ClusterWorkflowEngine.layer.pipe(
    Layer.provide(SocketRunner.layerClientOnly),
    Layer.provide(NodeClusterSocket.layerClientProtocol),
    Layer.provide([SqlMessageStorage.layer, SqlRunnerStorage.layer]),
    Layer.provide([
      NodeCrypto.layerDigest,
      RpcSerialization.layerSchemaBinary(),
      ShardingConfig.layer({ ...common, runnerAddress: Option.none() }),
    ]),
  )
