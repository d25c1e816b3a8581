/**
 * What can be done with runs, of whichever workflow: look where they stand, follow
 * them, answer them, give them up.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type * as DurableDeferred from "effect/workflow/DurableDeferred"
import * as Workflow from "effect/workflow/Workflow"
import { WorkflowEngine } from "effect/workflow/WorkflowEngine"
import { PairingId } from "@org-trust/core/Identifiers"
import type { Answer, AnswerTag } from "./Answer.ts"
import { answerTo, stop } from "./internal/Wait.ts"
import { type RunHead, RunId, type Standing, standingOf, type WorkflowName } from "./Run.ts"
import { NoRun, RunLog, type RunLogError } from "./RunLog.ts"
import { BadSeal, Seal } from "./Seal.ts"

/**
 * The run does not wait for this answer, or no longer.
 * @category errors
 * @since 0.1.0
 */
export class NotAsked extends Schema.TaggedError<NotAsked>()("NotAsked", {
  run: RunId,
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {}

/**
 * Where a run stands.
 * @category functions
 * @since 0.1.0
 */
export const standing = Effect.fn("Runs.standing")(function* (
  run: RunId,
): Effect.fn.Return<Standing, NoRun | RunLogError, RunLog> {
  const log = yield* RunLog
  const found = yield* log.get(run)
  return Option.isSome(found) ? standingOf(found.value) : yield* new NoRun({ run, message: `There is no run ${run}` })
})

/**
 * Where a run stands, now and each time that it goes on. The stream ends with the run.
 * @category functions
 * @since 0.1.0
 */
export const follow = (run: RunId): Stream.Stream<Standing, NoRun | RunLogError, RunLog> =>
  Stream.unwrap(
    Effect.map(RunLog, ({ changes }) =>
      Stream.make<[void]>(undefined).pipe(
        Stream.merge(changes),
        Stream.mapEffect(() => standing(run)),
        Stream.changesWith((one, other) => JSON.stringify(one) === JSON.stringify(other)),
        Stream.takeUntil(({ ended }) => ended !== undefined),
      ),
    ),
  )

/** The engine knows a run by a digest of the workflow's name and the run's id. */
const executionOf = (workflow: WorkflowName, run: RunId) =>
  Workflow.make(workflow, { payload: { run: RunId }, idempotencyKey: (payload) => payload.run }).executionId({ run })

const complete = Effect.fnUntraced(function* <A extends Schema.Constraint>(
  { id, workflow }: RunHead,
  deferred: DurableDeferred.DurableDeferred<A>,
  value: A["Type"],
) {
  const engine = yield* WorkflowEngine
  yield* engine.deferredDone(deferred, {
    workflowName: workflow,
    executionId: yield* executionOf(workflow, id),
    deferredName: deferred.name,
    exit: Exit.succeed(value),
  })
})

const notAsked = (run: RunId, tag: AnswerTag, { ended, wait }: Standing): NotAsked => {
  const asks =
    ended !== undefined
      ? ended.next === undefined
        ? "it has ended"
        : `it has ended, and ${ended.next} goes on`
      : wait === undefined || wait.answers.length === 0
        ? "it waits for no answer"
        : `it waits for ${wait.answers.join(" or ")}`
  return new NotAsked({ run, message: `${run} does not take the answer ${tag}: ${asks}` })
}

/**
 * Answers what a run waits for. The first answer counts.
 * @category functions
 * @since 0.1.0
 */
export const answer = Effect.fn("Runs.answer")(function* (
  run: RunId,
  given: Answer,
): Effect.fn.Return<void, NoRun | NotAsked | RunLogError, RunLog | WorkflowEngine> {
  const now = yield* standing(run)
  const { wait } = now
  if (wait?.answers.includes(given._tag) !== true) return yield* notAsked(run, given._tag, now)
  yield* complete(now.head, answerTo(wait.name), given)
})

const Addressed = Schema.fromJsonString(Schema.Tuple([RunId, Schema.String]))

/**
 * A token by which the present wait of a run can be answered by somebody else. It is
 * signed, so nobody can make one for another run; whoever holds it can answer, once.
 * @category functions
 * @since 0.1.0
 */
export const token = Effect.fn("Runs.token")(function* (
  run: RunId,
): Effect.fn.Return<Redacted.Redacted, NoRun | NotAsked | RunLogError, RunLog | Seal> {
  const { wait } = yield* standing(run)
  if (wait === undefined || wait.answers.length === 0) {
    return yield* new NotAsked({ run, message: `${run} waits for no answer` })
  }
  const seal = yield* Seal
  return Redacted.make(yield* seal.sign(yield* Effect.orDie(Schema.encodeEffect(Addressed)([run, wait.name]))))
})

/**
 * Answers the wait that a token was made for, if the run waits for it still. Fails with
 * {@link BadSeal} where the token is not one of ours.
 * @category functions
 * @since 0.1.0
 */
export const answerByToken = Effect.fn("Runs.answerByToken")(function* (
  token: Redacted.Redacted,
  given: Answer,
): Effect.fn.Return<RunId, BadSeal | NoRun | NotAsked | RunLogError, RunLog | WorkflowEngine | Seal> {
  const seal = yield* Seal
  const [run, name] = yield* Schema.decodeEffect(Addressed)(yield* seal.verify(Redacted.value(token))).pipe(
    Effect.catchTag("SchemaError", () => new BadSeal({ message: "The token names no run" })),
  )
  const now = yield* standing(run)
  if (now.wait?.name !== name) return yield* notAsked(run, given._tag, now)
  yield* answer(run, given)
  return run
})

/**
 * A pairing that is to be handed to the other organization, out of band. Whoever holds
 * its id can make the trust.
 * @category models
 * @since 0.1.0
 */
export interface HandOver {
  readonly pairingId: Redacted.Redacted<PairingId>
  /** By which the other side answers this run. */
  readonly token: Redacted.Redacted
  /** When the pairing expires. */
  readonly until: DateTime.Utc | undefined
}

/**
 * The pairing that a run waits to have used.
 * @category functions
 * @since 0.1.0
 */
export const handOver = Effect.fn("Runs.handOver")(function* (
  run: RunId,
): Effect.fn.Return<HandOver, BadSeal | NoRun | NotAsked | RunLogError, RunLog | Seal> {
  const { wait } = yield* standing(run)
  if (wait?.sealed === undefined) return yield* new NotAsked({ run, message: `${run} has no pairing to hand over now` })
  const seal = yield* Seal
  const pairingId = Redacted.make(PairingId.make(Redacted.value(yield* seal.open(wait.sealed))))
  return { pairingId, token: yield* token(run), until: wait.until }
})

/**
 * Gives a run the pairing that it waits for.
 * @category functions
 * @since 0.1.0
 */
export const hand = Effect.fn("Runs.hand")(function* (
  run: RunId,
  pairingId: Redacted.Redacted<PairingId>,
): Effect.fn.Return<void, NoRun | NotAsked | RunLogError, RunLog | WorkflowEngine | Seal> {
  const seal = yield* Seal
  yield* answer(run, { _tag: "Handed", sealed: yield* seal.close(pairingId) })
})

/**
 * Gives a run up: it takes back what it has made, and ends with what is left. Where another
 * one goes on in its place, that one is given up. Says which. Nothing comes of it where the
 * run has ended already. What it is doing at this moment it still does.
 * @category functions
 * @since 0.1.0
 */
export const giveUp = Effect.fn("Runs.giveUp")(function* (
  run: RunId,
  reason: string,
): Effect.fn.Return<RunId, NoRun | RunLogError, RunLog | WorkflowEngine> {
  const log = yield* RunLog
  let now = yield* standing(run)
  for (;;) {
    const { ended, head } = now
    if (ended === undefined) {
      yield* log.note(head.id, "give-up", { _tag: "GiveUp", at: yield* DateTime.now, reason })
      yield* complete(head, stop, reason)
      // It may have ended before the note was there.
      now = yield* standing(head.id)
    }
    const next = now.ended?.next
    if (next === undefined) return head.id
    now = yield* standing(next)
  }
})
