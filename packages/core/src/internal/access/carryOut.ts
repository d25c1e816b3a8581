/**
 * Carries one step out, and finds out what came of it where that cannot be told.
 */
import * as Effect from "effect/Effect"
import type { OrganizationId, PairingId } from "../../Identifiers.ts"
import type { Invoke } from "../../Invoke.ts"
import { operations } from "../../Operation.ts"
import * as Services from "../../Services.ts"
import type { Pairings } from "../../services/Pairings.ts"
import type { TrustError } from "../../TrustError.ts"
import type { Desired } from "../../access/Desired.ts"
import type { JournalError, PairingMade } from "../../access/Journal.ts"
import * as Plan from "../../access/Plan.ts"
import type { Snapshot } from "../../access/Snapshot.ts"
import { read } from "../../access/SnapshotReader.ts"
import { partnersOf, type PlannedOperation, type Step, type StepOf } from "../../access/Step.ts"
import { isSameFlags } from "./careFlags.ts"
import { isSameSubject, isSameTrust, sideOf } from "./stepFacts.ts"

type Pairing = Pick<typeof PairingMade.Type, "pairingId" | "by" | "userIds" | "groupIds">

/** How a step ended other than by a failure. */
export interface Carried {
  readonly ending: "done" | "found" | "waits"
  readonly because?: string
  readonly pairingId?: PairingId
}

/** A step with all that it needs. */
export interface CarryOptions {
  readonly desired: Desired
  readonly invoke: Invoke
  readonly step: Step
  readonly known: {
    readonly ofPartners: Map<OrganizationId, PairingId>
    readonly ours: ReadonlyMap<OrganizationId, Pairing>
  }
  readonly partner: Pairings["Service"] | undefined
  readonly onPairing: (pairing: Pairing) => Effect.Effect<void, JournalError>
}

type Carrying = Effect.Effect<Carried, TrustError | JournalError>

const done = { ending: "done" } as const
const found = { ending: "found" } as const

/** How often a change is tried of which it is not known whether it was done. */
const mostTries = 3

/** Whether there are trusts with the flags that are asked for. */
const isCareIn = (desired: Desired, step: StepOf<"CareTrusts.create">, { trustees }: Snapshot): boolean =>
  partnersOf(step).every((partner) => {
    const seen = trustees.get(partner)
    return seen !== undefined && isSameFlags(seen.defaults, desired.trustees?.get(partner)?.care)
  })

/** Whether what the step was to bring about is so: then the plan for its partner has nothing more to do with its subject. */
const isSo = ({ desired, invoke, step }: CarryOptions): Effect.Effect<boolean, TrustError> =>
  read({
    organizationId: desired.organizationId,
    partners: new Set(partnersOf(step)),
    trustees: sideOf(step) === "trustee",
    trustors: sideOf(step) === "trustor",
  }).pipe(
    Effect.map((snapshot) => {
      if (step.operation === "CareTrusts.create") return isCareIn(desired, step, snapshot)
      if (step.operation === "Trustees.remove") return !snapshot.trustees.has(step.partner)
      const isOpen = step.operation === "Trustees.create" ? isSameTrust : isSameSubject
      return !Plan.make(desired, snapshot).steps.some((other) => isOpen(step, other))
    }),
    Effect.provideContext(Services.make(invoke)),
  )

const isRefusal = (error: TrustError | JournalError): error is TrustError => error._tag !== "JournalError"

const call = <K extends PlannedOperation>(invoke: Invoke, { input, operation }: StepOf<K>) => invoke(operation, input)

/**
 * Makes a change until it is known to be made. What may be repeated is repeated; of
 * what may not, it is looked first whether it is so already.
 */
const change = (
  options: CarryOptions,
  once: Effect.Effect<unknown, TrustError>,
  operation: PlannedOperation,
): Carrying => {
  const { replay } = operations[operation]
  const attempt = (tries: number): Carrying =>
    once.pipe(
      Effect.as(done),
      Effect.catchTags({
        UnknownOutcome: (error): Carrying => {
          if (replay === "once" || tries >= mostTries) return Effect.fail(error)
          const again: Carrying =
            replay === "repeatable"
              ? attempt(tries + 1)
              : Effect.flatMap(isSo(options), (is) => (is ? Effect.succeed(found) : attempt(tries + 1)))
          // What fails afterwards, reading too, does not say that nothing was done before.
          return Effect.catchIf(again, isRefusal, () => Effect.fail(error))
        },
        NotFound: (error) => (replay === "removal" ? ifSo(options, error) : Effect.fail(error)),
        Conflict: (error) => ifSo(options, error),
      }),
    )
  return attempt(1)
}

/** A refusal counts for nothing where what was asked for is so already; where that cannot be read, it stands. */
const ifSo = (options: CarryOptions, error: TrustError): Carrying =>
  isSo(options).pipe(
    Effect.catch(() => Effect.succeed(false)),
    Effect.flatMap((is) => (is ? Effect.succeed(found) : Effect.fail(error))),
  )

const isSamePeople = (one: Pick<Pairing, "userIds" | "groupIds">, other: Pick<Pairing, "userIds" | "groupIds">) =>
  [...one.userIds, ...one.groupIds].toSorted().join() === [...other.userIds, ...other.groupIds].toSorted().join()

/** Asks a trustor to let us in. It is asked once: the pairing is good for 48 hours. */
const ask = (options: CarryOptions, step: StepOf<"Pairings.create">): Carrying => {
  const { invoke, known, onPairing } = options
  const { groupIds = [], userIds = [] } = step.input.payload
  const because = "the other organization has to make the trust with this pairing"
  const earlier = known.ours.get(step.partner)
  if (earlier !== undefined && isSamePeople(earlier, { userIds, groupIds })) {
    return Effect.succeed({ ending: "waits", because, pairingId: earlier.pairingId })
  }
  return Effect.gen(function* () {
    const { id } = yield* invoke("Pairings.create", step.input)
    yield* onPairing({ pairingId: id, by: "us", userIds, groupIds })
    return { ending: "waits", because, pairingId: id } as const
  })
}

/** Makes a trust, with the pairing of the partner: one that was handed over, or one that is made with its credentials. */
const begin = (options: CarryOptions, step: StepOf<"Trustees.create">): Carrying => {
  const { invoke, known, onPairing, partner } = options
  const { groups = [], users = [] } = step.input.payload
  const people = { userIds: users.map(({ id }) => id), groupIds: groups.map(({ id }) => id) }
  const makePairing = (partner: Pairings["Service"]) =>
    Effect.gen(function* () {
      const { id } = yield* partner.create(people)
      yield* onPairing({ pairingId: id, by: "partner", ...people })
      known.ofPartners.set(step.partner, id)
      return id
    })
  const create = (pairingId: PairingId): Carrying =>
    change(options, invoke("Trustees.create", { payload: { ...step.input.payload, pairingId } }), "Trustees.create")
  const earlier = known.ofPartners.get(step.partner)
  if (earlier === undefined) {
    return partner === undefined
      ? Effect.succeed({ ending: "waits", because: "it needs a pairing, which only the partner can make" })
      : Effect.flatMap(makePairing(partner), create)
  }
  return create(earlier).pipe(
    Effect.catchTag("PairingIdRequired", (error) =>
      // It was used, or is too old. If the trust is there, somebody has made it with this pairing.
      Effect.flatMap(isSo(options), (is): Carrying => {
        if (is) return Effect.succeed(found)
        return partner === undefined ? Effect.fail(error) : Effect.flatMap(makePairing(partner), create)
      }),
    ),
  )
}

/** Carries a step out. It fails as its operation does; with `UnknownOutcome` it may or may not have been done. */
export const carryOut = (options: CarryOptions): Carrying => {
  const { invoke, step } = options
  if (step.operation === "Pairings.create") return ask(options, step)
  if (step.operation === "Trustees.create") return begin(options, step)
  return change(options, call<typeof step.operation>(invoke, step), step.operation)
}
