/**
 * What runs the workflows and remembers where each of them stands.
 */
import type * as Layer from "effect/Layer"
import * as WorkflowEngine from "effect/workflow/WorkflowEngine"

/**
 * An engine that remembers nothing beyond the process: for tests, where `TestClock`
 * makes days pass at once.
 * @category layers
 * @since 0.1.0
 */
export const layerMemory: Layer.Layer<WorkflowEngine.WorkflowEngine> = WorkflowEngine.layerMemory
