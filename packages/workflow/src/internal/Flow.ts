/**
 * A workflow of this package: how it is started, found again and awaited.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Workflow from "effect/workflow/Workflow"
import type { GivenUp, Refused } from "../Ending.ts"
import { AlreadyRunning, InvalidInput } from "../NotStarted.ts"
import { defaultPatience, type Patience } from "../Patience.ts"
import { type RunHead, RunId, type WorkflowName } from "../Run.ts"
import { NoRun, RunLog } from "../RunLog.ts"
import { conclude, type Ended, type Ledger, type Next, type Work } from "./Conclude.ts"
import type { Frame } from "./Frame.ts"

/** What every workflow can be told. */
interface AnyInput {
  readonly patience?: Patience
}

/** What a workflow is made of. */
export interface FlowOptions<Name extends WorkflowName, I extends AnyInput, A, E extends Ended, R, U> {
  readonly name: Name
  readonly input: Schema.Codec<I, unknown>
  readonly success: Schema.Codec<A, unknown>
  /** How it can end other than done: in ways of its own, and as every run can. */
  readonly error: Schema.Codec<E | GivenUp | Refused, unknown>
  /** What the run is about: of each subject there is one open run at a time. */
  readonly subjectOf: (input: I) => string
  /** What a run does. */
  readonly work: (frame: Frame, input: I, ledger: Ledger<U>) => Work<A, E, R, U>["work"]
  /** In a sentence: what was done. */
  readonly told: Work<A, E, R, U>["told"]
  /**
   * Whether another run goes on where one is done: all that a run has seen is gone
   * through each time that it goes on, so none lasts for ever.
   */
  readonly goesOn?: (input: I) => boolean
}

/** A workflow that is started with an input, and whose runs are written down. */
export const make = <Name extends WorkflowName, I extends AnyInput, A, R, E extends Ended = never, U = never>(
  options: FlowOptions<Name, I, A, E, R, U>,
) => {
  const json = Schema.fromJsonString(Schema.toCodecJson(options.input))
  const workflow = Workflow.make(options.name, {
    // The input is in it as text: what the engine stores is what the log of runs tells.
    payload: { run: RunId, input: Schema.String },
    success: options.success,
    error: options.error,
    idempotencyKey: ({ run }) => run,
  })
  const payloadOf = ({ id, input }: RunHead) => ({ run: id, input })
  const begin = Effect.fnUntraced(function* (input: I) {
    const log = yield* RunLog
    const encoded = yield* Schema.encodeEffect(json)(input).pipe(
      Effect.mapError(({ message }) => new InvalidInput({ workflow: options.name, message })),
    )
    const { head, isNew } = yield* log.begin({
      workflow: options.name,
      subject: options.subjectOf(input),
      input: encoded,
    })
    return isNew ? head : yield* AlreadyRunning.of(head)
  })
  const start = Effect.fnUntraced(function* (input: I) {
    const head = yield* begin(input)
    yield* workflow.execute(payloadOf(head), { discard: true })
    return head.id
  })
  const run = Effect.fnUntraced(function* (input: I) {
    return yield* workflow.execute(payloadOf(yield* begin(input)))
  })
  const result = Effect.fnUntraced(function* (run: RunId) {
    const log = yield* RunLog
    const found = yield* log.get(run)
    if (Option.isNone(found) || found.value.head.workflow !== options.name) {
      return yield* new NoRun({ run, message: `There is no run ${run} of the workflow ${options.name}` })
    }
    return yield* workflow.execute(payloadOf(found.value.head))
  })
  /** Runs that were written down by a process that died before it could hand them to the engine. */
  const recover = Effect.gen(function* () {
    const log = yield* RunLog
    const heads = yield* log.list("unstarted")
    const ours = heads.filter((head) => head.workflow === options.name)
    yield* Effect.forEach(ours, (head) => workflow.execute(payloadOf(head), { discard: true }), { discard: true })
  })
  const registered = workflow.toLayer(({ input, run }) =>
    Effect.flatMap(Effect.orDie(Schema.decodeEffect(json)(input)), (decoded) => {
      const frame: Frame = { run, patience: decoded.patience ?? defaultPatience, isUndoing: false }
      const ledger: Ledger<U> = { undos: new Map(), remains: new Map() }
      const next: Next | undefined =
        options.goesOn?.(decoded) === true
          ? {
              run: { workflow: options.name, subject: options.subjectOf(decoded), input },
              start: (head) => workflow.execute(payloadOf(head), { discard: true, detached: true }),
            }
          : undefined
      return conclude({ frame, ledger, work: options.work(frame, decoded, ledger), told: options.told, next })
    }),
  )
  const layer = Layer.effectDiscard(recover).pipe(Layer.provideMerge(registered))
  return { start, run, result, layer }
}
