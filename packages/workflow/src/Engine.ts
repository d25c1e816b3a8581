/**
 * What runs the workflows and remembers where each of them stands.
 */
import * as Duration from "effect/Duration"
import type * as Layer from "effect/Layer"
import * as WorkflowEngine from "effect/workflow/WorkflowEngine"

/**
 * An engine that remembers nothing beyond the process: for tests, where `TestClock`
 * makes days pass at once.
 * @category layers
 * @since 0.1.0
 */
export const layerMemory: Layer.Layer<WorkflowEngine.WorkflowEngine> = WorkflowEngine.layerMemory

/**
 * How long a run is kept when it has ended, unless said otherwise: 30 days.
 * @category constants
 * @since 0.1.0
 */
export const keepFor: Duration.Duration = Duration.days(30)
