/**
 * Keeping an organization's trusts to a trust file: it is looked on a schedule what
 * would have to be done, somebody approves, and it is done.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { counted } from "@org-trust/core/access/Describe"
import { type Desired, resolve } from "@org-trust/core/access/Desired"
import { TrustFile } from "@org-trust/core/access/TrustFile"
import { GivenUp, Refused } from "./Ending.ts"
import * as Flow from "./internal/Flow.ts"
import type { Frame } from "./internal/Frame.ts"
import { apply, Applied, Drift, type Kept, look } from "./internal/keeping/drift.ts"
import { step } from "./internal/Step.ts"
import { waitFor } from "./internal/Wait.ts"
import { Patience } from "./Patience.ts"

const isRight = Schema.makeFilter(({ file }: { readonly file: TrustFile }) => {
  const resolved = resolve(file)
  return Result.isSuccess(resolved)
    ? undefined
    : resolved.failure.map(({ message, path }) => `${path.join(" → ")}: ${message}`).join("; ")
})

/**
 * What a keeping is asked for. It runs as the organization of the file.
 *
 * - `file`: the trust file.
 * - `every`: how long from one look to the next; a day unless given.
 * - `approval`: whether somebody has to approve what is to be done; true unless given.
 * - `allow`: the guard rails that do not hold; all hold unless given.
 * - `rounds`: after how many looks it ends. Unless given it goes on until it is given up: all
 *   that a run has seen is gone through each time that it goes on, so after 100 looks
 *   another run goes on in its place, which `next` of its standing names.
 * - `patience`: how long what fails for the moment is tried again.
 * @category schemas
 * @since 0.1.0
 */
export const Input = Schema.Struct({
  file: TrustFile,
  every: Schema.optionalKey(Schema.Duration),
  approval: Schema.optionalKey(Schema.Boolean),
  allow: Schema.optionalKey(
    Schema.Array(Schema.Literals(["removals", "own-access", "managers", "empty-file", "organization"])),
  ),
  rounds: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))),
  patience: Schema.optionalKey(Patience),
}).check(isRight)
/**
 * What a keeping is asked for.
 * @category models
 * @since 0.1.0
 */
export type Input = typeof Input.Type

/**
 * What came of a keeping that has made all its rounds; where another run goes on in its
 * place, of those of this one.
 * @category schemas
 * @since 0.1.0
 */
export const Report = Schema.Struct({
  rounds: Schema.Int,
  /** In how many of them there was something to do. */
  drifted: Schema.Int,
  /** In how many of them it was done. */
  applied: Schema.Int,
})
/**
 * What came of a keeping that has made all its rounds, or all of one run.
 * @category models
 * @since 0.1.0
 */
export type Report = typeof Report.Type

/**
 * How a keeping can end other than by its last round: it is given up, or refused.
 * @category schemas
 * @since 0.1.0
 */
export const Unfinished = Schema.Union([GivenUp, Refused])
/**
 * How a keeping can end other than by its last round.
 * @category models
 * @since 0.1.0
 */
export type Unfinished = typeof Unfinished.Type

const resolved = (file: TrustFile): Desired => Result.getOrThrowWith(resolve(file), () => new Error("unresolved file"))

/** How often a run looks, where another one goes on after it. */
const roundsOfOne = 100

const keep = Effect.fnUntraced(function* (frame: Frame, input: Input) {
  const { approval = true, every = Duration.days(1), file, rounds = roundsOfOne } = input
  const kept: Kept = { file, desired: resolved(file), allow: new Set(input.allow) }
  let drifted = 0
  let applied = 0
  for (let round = 1; round <= rounds; round++) {
    const drift = yield* step(frame, {
      name: `look ${round}`,
      success: Drift,
      isLook: true,
      execute: () => look(kept),
    })
    const pause = (because: string) =>
      round === input.rounds
        ? Effect.void
        : waitFor(frame, { name: `next look ${round}`, what: "time", because, answers: [], within: every })
    if (drift.steps.length === 0) {
      yield* pause("It is as the file says")
      continue
    }
    drifted++
    if (drift.obstacles.length > 0) {
      yield* pause(`Nothing is done before this is mended: ${drift.obstacles.join("; ")}`)
      continue
    }
    if (approval) {
      const answer = yield* waitFor(frame, {
        name: `approval ${round}`,
        what: "approval",
        because: `It is not as the file says: ${counted(drift.steps.length, "step")} to be approved`,
        answers: ["Approved", "Declined"],
        plan: { fingerprint: drift.fingerprint, steps: drift.steps },
        within: every,
      })
      if (answer?._tag !== "Approved" || answer.fingerprint !== drift.fingerprint) {
        // Time has passed already where nobody answered.
        if (answer !== undefined) yield* pause("What was to be done was not approved")
        continue
      }
    }
    const { hasChanged, outcomes } = yield* step(frame, {
      name: `apply ${round}`,
      success: Applied,
      execute: () => apply(kept, drift.keys),
    })
    // Where there is more to do by now, it is looked at again at once.
    if (hasChanged) continue
    const undone = outcomes.filter(({ ending }) => ending !== "done" && ending !== "found")
    if (undone.length === 0) applied++
    yield* pause(
      undone.length === 0
        ? "It was made as the file says"
        : `Not done: ${undone.map(({ because = "", ending, step }) => `${step} (${ending}) ${because}`).join("; ")}`,
    )
  }
  const report: Report = { rounds, drifted, applied }
  return report
})

const flow = Flow.make({
  name: "Keeping",
  input: Input,
  success: Report,
  error: Unfinished,
  subjectOf: ({ file }) => `keeping ${resolved(file).organizationId}`,
  work: keep,
  told: ({ applied, drifted, rounds }: Report) =>
    `${counted(rounds, "look")}: ${counted(drifted, "time")} it was not as the file says, ${counted(applied, "time")} it was made so`,
  goesOn: ({ rounds }) => rounds === undefined,
})

/**
 * Begins a keeping and answers its id at once. Fails with `AlreadyRunning` where an open
 * run keeps the same organization, and with `InvalidInput`.
 * @category functions
 * @since 0.1.0
 */
export const start = flow.start

/**
 * Begins a keeping and waits until it is done, or until another run goes on in its place.
 * Fails as {@link start} does, and as the run ends.
 * @category functions
 * @since 0.1.0
 */
export const run = flow.run

/**
 * Waits until a run is done that was begun earlier, by this process or another one, or
 * until another run goes on in its place. Fails with `NoRun` where there is none, and as the run ends.
 * @category functions
 * @since 0.1.0
 */
export const result = flow.result

/**
 * Carries keepings out, those too that another process began. What was done is written
 * to the journal of the trust file.
 * @category layers
 * @since 0.1.0
 */
export const layer = flow.layer
