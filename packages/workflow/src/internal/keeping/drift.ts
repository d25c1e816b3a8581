/**
 * What would have to be done so that there is what a trust file asks for, and doing it.
 */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Apply from "@org-trust/core/access/Apply"
import { describe, namesOf } from "@org-trust/core/access/Describe"
import { asksForCare, type Desired } from "@org-trust/core/access/Desired"
import { check, type Rail } from "@org-trust/core/access/Guard"
import { recall } from "@org-trust/core/access/History"
import { Ending, Journal } from "@org-trust/core/access/Journal"
import * as Plan from "@org-trust/core/access/Plan"
import { read } from "@org-trust/core/access/SnapshotReader"
import type { Step } from "@org-trust/core/access/Step"
import type { TrustFile } from "@org-trust/core/access/TrustFile"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import * as Context from "effect/Context"
import { Parties } from "../../Parties.ts"
import { actAs } from "../act.ts"

/** A file to keep to, and what may be done for it. */
export interface Kept {
  readonly file: TrustFile
  readonly desired: Desired
  readonly allow: ReadonlySet<Rail>
}

/** What would have to be done. */
export const Drift = Schema.Struct({
  /** Of the steps: an approval is for these and no others. */
  fingerprint: Schema.String,
  /** In a sentence each. */
  steps: Schema.Array(Schema.String),
  /** The steps as they can be told from others. */
  keys: Schema.Array(Schema.String),
  /** What stands in the way, in a sentence each: nothing is done before it is mended. */
  obstacles: Schema.Array(Schema.String),
})
/** What would have to be done. */
export type Drift = typeof Drift.Type

/** What came of the steps. */
export const Applied = Schema.Struct({
  /** Whether there was more to do than was approved: then nothing was done. */
  hasChanged: Schema.Boolean,
  outcomes: Schema.Array(
    Schema.Struct({ step: Schema.String, ending: Ending, because: Schema.optionalKey(Schema.String) }),
  ),
})
/** What came of the steps. */
export type Applied = typeof Applied.Type

const keyOf = ({ input, operation, partner }: Step): string => JSON.stringify([operation, partner, input])

const makePlan = Effect.fnUntraced(function* ({ desired, file }: Kept) {
  const { organizationId } = desired
  // What cannot be read of the journal is not known: then the plan sees less, and does not do more.
  const entries = yield* Effect.orElseSucceed(
    Effect.flatMap(Journal, ({ entries }) => entries),
    () => [],
  )
  const seen = yield* actAs(
    organizationId,
    read({
      organizationId,
      trustees: desired.trustees !== undefined,
      trustors: desired.trustors !== undefined,
      care: asksForCare(desired),
    }),
  )
  const snapshot = recall(seen, entries)
  const plan = Plan.make(desired, snapshot)
  return { plan, snapshot, nameOf: namesOf(file, snapshot) }
})

const fingerprintOf = (keys: ReadonlyArray<string>) =>
  Digest.Digest.use((digest) => digest.digestHex(Digest.sha256, new TextEncoder().encode(keys.join("\n")))).pipe(
    Effect.orDie,
    Effect.provide(Digest.layerWebCrypto),
  )

/** Looks what would have to be done. */
export const look = Effect.fnUntraced(function* (kept: Kept) {
  const { nameOf, plan, snapshot } = yield* makePlan(kept)
  const { allow, desired } = kept
  const keys = plan.steps.map(keyOf)
  const refusals = check(desired, snapshot, plan, { organizationId: desired.organizationId, allow })
  const drift: Drift = {
    fingerprint: yield* fingerprintOf(keys),
    steps: plan.steps.map((step) => `${describe(step, nameOf)}: ${step.reason}`),
    keys,
    obstacles: [...refusals.map(({ message }) => message), ...plan.obstacles.map(({ reason }) => reason)],
  }
  return drift
})

/** Does what was approved, as far as it has still to be done; nothing where there is more to do. */
export const apply = Effect.fnUntraced(function* (kept: Kept, approved: ReadonlyArray<string>) {
  const { nameOf, plan } = yield* makePlan(kept)
  const allowed = new Set(approved)
  if (!plan.steps.every((step) => allowed.has(keyOf(step)))) {
    const changed: Applied = { hasChanged: true, outcomes: [] }
    return changed
  }
  const { desired } = kept
  const parties = yield* Parties
  const others = Array.from(parties.ids).filter((id) => id !== desired.organizationId)
  const partners = new Map<OrganizationId, Pairings["Service"]>(
    yield* Effect.forEach(others, (id) =>
      Effect.map(parties.get(id), ({ services }) => [id, Context.get(services, Pairings)] as const),
    ),
  )
  const { services } = yield* parties.get(desired.organizationId)
  const outcomes = yield* Apply.run({ desired, plan, partners }).pipe(Effect.provideContext(services))
  const applied: Applied = {
    hasChanged: false,
    outcomes: outcomes.map(({ because, ending, error, step }) => {
      const why = because ?? error?.message
      return { step: describe(step, nameOf), ending, ...(why !== undefined && { because: why }) }
    }),
  }
  return applied
})
