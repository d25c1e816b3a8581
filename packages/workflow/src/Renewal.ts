/**
 * Before a trust ends somebody is asked whether it goes on. A run is about one end: it
 * waits for the time to ask, asks, and does as a person decides; without a decision the
 * trust ends.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Timestamp } from "@org-trust/core/Timestamp"
import { Trustees } from "@org-trust/core/Trustees"
import { GivenUp, NotSeen, Refused } from "./Ending.ts"
import { actAs, ifThere } from "./internal/act.ts"
import { quit } from "./internal/Conclude.ts"
import * as Flow from "./internal/Flow.ts"
import type { Frame } from "./internal/Frame.ts"
import { poll } from "./internal/Poll.ts"
import { sightPauses } from "./internal/sight.ts"
import { step } from "./internal/Step.ts"
import { waitFor } from "./internal/Wait.ts"
import { Patience } from "./Patience.ts"
import { isPair, pair } from "./Wanted.ts"

/**
 * What a renewal is asked for. It runs as the trustor, who alone can move the end.
 *
 * - `askBefore`: how long before the end it is asked; 30 days unless given.
 * - `settleWithin`: how long it may take until the new end is seen; an hour unless given.
 * - `patience`: how long what fails for the moment is tried again.
 * @category schemas
 * @since 0.1.0
 */
export const Input = Schema.Struct({
  ...pair,
  askBefore: Schema.optionalKey(Schema.Duration),
  settleWithin: Schema.optionalKey(Schema.Duration),
  patience: Schema.optionalKey(Patience),
}).check(isPair)
/**
 * What a renewal is asked for.
 * @category models
 * @since 0.1.0
 */
export type Input = typeof Input.Type

/**
 * What came of a renewal: the trust goes on until another end (`extended`); somebody
 * decided that it may end (`letGo`); it ended and nobody had decided (`ended`); it has no
 * end (`noEnd`); there is none, or none any more (`gone`).
 * @category schemas
 * @since 0.1.0
 */
export const Report = Schema.Struct({
  how: Schema.Literals(["extended", "letGo", "ended", "noEnd", "gone"]),
  /** The end of the trust, where it has one. */
  dateExpired: Schema.optionalKey(Timestamp),
})
/**
 * What came of a renewal.
 * @category models
 * @since 0.1.0
 */
export type Report = typeof Report.Type

/**
 * How a renewal can end other than done.
 * @category schemas
 * @since 0.1.0
 */
export const Unfinished = Schema.Union([GivenUp, Refused, NotSeen])
/**
 * How a renewal can end other than done.
 * @category models
 * @since 0.1.0
 */
export type Unfinished = typeof Unfinished.Type

/** The end may be moved by others: it is looked at again at least so often. */
const longestWait = Duration.days(7)

const Seen = Schema.Struct({
  at: Timestamp,
  exists: Schema.Boolean,
  dateExpired: Schema.optionalKey(Timestamp),
})

const renew = Effect.fnUntraced(function* (frame: Frame, input: Input) {
  const { trusteeOrgId, trustorOrgId } = input
  const read = actAs(trustorOrgId, ifThere(Trustees.use((trustees) => trustees.get(trusteeOrgId))))
  for (let round = 1; ; round++) {
    const { at, dateExpired, exists } = yield* step(frame, {
      name: `look at the end ${round}`,
      success: Seen,
      isLook: true,
      execute: () =>
        Effect.gen(function* () {
          const trust = yield* read
          const end = trust?.dateExpired
          return {
            at: yield* DateTime.now,
            exists: trust !== undefined,
            ...(end !== undefined && { dateExpired: end }),
          }
        }),
    })
    if (!exists) return report("gone")
    if (dateExpired === undefined) return report("noEnd")
    if (DateTime.isGreaterThanOrEqualTo(at, dateExpired)) return report("ended", dateExpired)
    const askAt = DateTime.subtractDuration(dateExpired, input.askBefore ?? Duration.days(30))
    if (DateTime.isLessThan(at, askAt)) {
      yield* waitFor(frame, {
        name: `time to ask ${round}`,
        what: "time",
        because: `The trust ends at ${DateTime.formatIso(dateExpired)}`,
        answers: [],
        within: Duration.min(DateTime.distance(at, askAt), longestWait),
      })
      continue
    }
    const answer = yield* waitFor(frame, {
      name: `decision ${round}`,
      what: "decision",
      because: `The trust ends at ${DateTime.formatIso(dateExpired)}: shall it go on?`,
      answers: ["Extend", "LetGo"],
      within: DateTime.distance(at, dateExpired),
    })
    if (answer?._tag === "LetGo") return report("letGo", dateExpired)
    if (answer?._tag !== "Extend") continue
    const end = answer.dateExpired
    const isMoved = yield* step(frame, {
      name: `move the end ${round}`,
      success: Schema.Boolean,
      execute: () =>
        actAs(
          trustorOrgId,
          Trustees.use((trustees) =>
            Effect.flatMap(trustees.get(trusteeOrgId), ({ dateExpired, enabled = true }) =>
              dateExpired !== undefined && DateTime.Equivalence(dateExpired, end)
                ? Effect.succeed(true)
                : Effect.as(trustees.update(trusteeOrgId, { enabled, dateExpired: end }), true),
            ),
          ),
        ),
    }).pipe(
      // An end that the platform does not take is no decision: it is asked again.
      Effect.catchTag("StepRefused", (refused) =>
        refused.error._tag === "InvalidRequest" ? Effect.succeed(false) : Effect.fail(refused),
      ),
    )
    if (!isMoved) continue
    const seen = yield* poll(frame, {
      wait: {
        name: `new end ${round}`,
        what: "sight",
        party: trustorOrgId,
        because: "The new end is not seen yet",
        answers: [],
      },
      value: Schema.Literal(true),
      look: Effect.map(read, (trust) =>
        trust?.dateExpired !== undefined && DateTime.Equivalence(trust.dateExpired, end) ? true : undefined,
      ),
      pauses: sightPauses,
      until: input.settleWithin ?? Duration.hours(1),
    })
    if (seen._tag === "Found") return report("extended", end)
    const { run } = frame
    return yield* quit<NotSeen>(
      (left) => new NotSeen({ run, by: trustorOrgId, left, message: "The new end was not seen in time" }),
      { keeps: true },
    )
  }
})

const report = (how: Report["how"], dateExpired?: DateTime.Utc): Report => ({
  how,
  ...(dateExpired !== undefined && { dateExpired }),
})

const flow = Flow.make({
  name: "Renewal",
  input: Input,
  success: Report,
  error: Unfinished,
  subjectOf: ({ trusteeOrgId, trustorOrgId }) => `renewing ${trusteeOrgId} in ${trustorOrgId}`.toLowerCase(),
  work: renew,
  told: ({ dateExpired, how }: Report) =>
    dateExpired === undefined ? how : `${how}: the trust ends at ${DateTime.formatIso(dateExpired)}`,
})

/**
 * Begins a renewal and answers its id at once. Fails with `AlreadyRunning` where an open
 * run is about the same trust, and with `InvalidInput`.
 * @category functions
 * @since 0.1.0
 */
export const start = flow.start

/**
 * Begins a renewal and waits until it is done. Fails as {@link start} does, and as the
 * run ends.
 * @category functions
 * @since 0.1.0
 */
export const run = flow.run

/**
 * Waits until a run is done that was begun earlier, by this process or another one.
 * Fails with `NoRun` where there is none, and as the run ends.
 * @category functions
 * @since 0.1.0
 */
export const result = flow.result

/**
 * Carries renewals out, those too that another process began.
 * @category layers
 * @since 0.1.0
 */
export const layer = flow.layer
