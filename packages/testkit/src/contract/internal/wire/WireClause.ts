/**
 * Clauses about the wire: of all answers that were heard, and of requests that no client
 * of ours can send.
 */
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import type { WorldClient } from "../../../WorldFile.ts"
import * as Clause from "../../Clause.ts"
import type { Verdict } from "../../Verdict.ts"
import type { Exchange, OpenWire } from "../../Wire.ts"
import type { Bench } from "../Bench.ts"
import type { Ear } from "./Ear.ts"
import type { Judgement } from "./judgements.ts"
import { logins } from "./Asking.ts"

/** The rules of the wire, each of which is a clause. */
export type WireRule = Extract<RuleId, `wire.${string}`>

const excerpt = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

/** Headers that some clause looks at. */
const told = ["content-type", "inin-correlation-id", "retry-after"]

/** An exchange in words: the request, the status, what headers matter, and the body. */
const exchangeText = ({ body, headers, method, path, status }: Exchange): string =>
  [
    `${method} ${path}`,
    `${status}`,
    ...told.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`])),
    ...(body === "" ? [] : [excerpt(body)]),
  ].join("\n")

const skipped = (reason: string): Verdict => ({ _tag: "Skipped", reason })

interface Found {
  readonly message: string
  readonly counterexample: string
  readonly text: string
  readonly after?: ReadonlyArray<string>
  readonly runs: number
  readonly seed: number
}

const failed = (
  { casts: [cast] }: Bench,
  { after = [], counterexample, message, runs, seed, text }: Found,
): Verdict => ({
  _tag: "Failed",
  runs,
  shrinks: 0,
  seed,
  message,
  after,
  counterexample,
  cast,
  trace: [{ _tag: "Aside", text }],
})

const clause = (
  name: WireRule,
  check: (bench: Bench, ear: Ear, settings: Clause.Settings) => Effect.Effect<Verdict>,
): Clause.Clause =>
  Clause.make({ name, sentence: rules[name].sentence, rules: [name], groups: [] }, (bench, settings) =>
    bench.ear === undefined
      ? Effect.succeed(skipped("it is not called over HTTP; overHttp, or verify --url, lets it be checked"))
      : check(bench, bench.ear, settings),
  )

/** A clause about every answer that was heard, whatever was checked meanwhile. */
export const ofEveryAnswer = (judgement: Judgement): Clause.Clause =>
  clause(
    judgement.name,
    Effect.fnUntraced(function* (bench, ear, { seed }) {
      yield* ear.walked
      const { breaches, first, judged } = ear.recordOf(judgement)
      if (first === undefined) {
        return judged === 0
          ? skipped("nothing was answered that it could be checked with")
          : { _tag: "Passed", runs: judged, tried: judged }
      }
      const {
        during: { name: during },
        exchange,
        message,
      } = first
      const often = breaches === 1 ? "" : ` (${breaches} of ${judged} answers)`
      // Its own walk comes again by itself.
      const after = during === "" || during.startsWith("wire.") ? [] : [during]
      const when = after.length === 0 ? "" : `; first heard while ${during} was checked`
      const where = `${exchange.method} ${exchange.path}`
      return failed(bench, {
        message: `${where}: ${message}${often}${when}`,
        counterexample: where,
        text: exchangeText(exchange),
        after,
        runs: judged,
        seed,
      })
    }),
  )

/** A raw request, and what has to be answered. */
export interface Case {
  readonly what: string
  readonly send: (wire: OpenWire) => Effect.Effect<Exchange | undefined>
  /** What was expected and what came; undefined where all is well. */
  readonly breach: (exchange: Exchange) => string | undefined
  /** Whether it is all the same if the connection is cut: an answer may come before all was sent. */
  readonly mayBeCut?: boolean
  /** Whether there is a token in the answer, which no report may show. */
  readonly isSecret?: boolean
}

/** What raw requests are made of. */
export interface Means {
  readonly bench: Bench
  readonly tokenOf: (client: WorldClient) => Effect.Effect<Redacted.Redacted | undefined>
}

/** A clause about raw requests; none where the implementation has no operation for them. */
export const ofRequests = (
  name: WireRule,
  casesOf: (means: Means) => Effect.Effect<ReadonlyArray<Case>>,
): Clause.Clause =>
  clause(
    name,
    Effect.fnUntraced(function* (bench, ear, { seed }) {
      let runs = 0
      for (const each of yield* casesOf({ bench, tokenOf: logins(ear.wire) })) {
        const sent = yield* each.send(ear.wire)
        // A connection may break by itself, but not twice.
        const exchange = sent ?? (each.mayBeCut === true ? undefined : yield* each.send(ear.wire))
        if (exchange === undefined && each.mayBeCut === true) continue
        runs++
        const message = exchange === undefined ? "expected an answer, got none" : each.breach(exchange)
        if (message === undefined) continue
        const shown = exchange !== undefined && each.isSecret === true ? { ...exchange, body: "" } : exchange
        return failed(bench, {
          message: `${each.what}: ${message}`,
          counterexample: each.what,
          text: shown === undefined ? each.what : exchangeText(shown),
          runs,
          seed,
        })
      }
      return runs === 0
        ? skipped("the implementation has no operation that it could be checked with")
        : { _tag: "Passed", runs, tried: runs }
    }),
  )
