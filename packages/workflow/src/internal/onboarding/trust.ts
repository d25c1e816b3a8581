/**
 * Making the trust with a pairing, and taking it back.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { PairingId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import * as Settling from "@org-trust/core/Settling"
import { TrusteeGroups } from "@org-trust/core/TrusteeGroups"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import type { Left } from "../../Run.ts"
import { Seal } from "../../Seal.ts"
import { actAs, ifThere } from "../act.ts"
import { hush } from "../hush.ts"
import type { Failure } from "../../Ending.ts"
import type { Execution } from "../Step.ts"
import type { Complete } from "./Input.ts"
import { asFirst, type Member, membersOf, takeOut } from "../members.ts"

/** What came of it: this run made the trust; somebody else has; or the pairing is used, too old or none. */
export const Outcome = Schema.Literals(["made", "found", "unusable"])
/** What came of it. */
type Outcome = typeof Outcome.Type

const asPairingId = Schema.decodeUnknownOption(PairingId)

const isThere = ({ trusteeOrgId }: Complete) =>
  Effect.map(ifThere(Trustees.use((trustees) => trustees.get(trusteeOrgId))), (found) => found !== undefined)

const pairingOf = Effect.fnUntraced(function* (sealed: string) {
  const seal = yield* Seal
  const opened = yield* Effect.orElseSucceed(seal.open(sealed), () => undefined)
  return opened === undefined ? undefined : Option.getOrUndefined(asPairingId(Redacted.value(opened)))
})

/** Whether the pairing was used, or is too old. */
const isGone = (pairingId: PairingId) =>
  Effect.map(ifThere(Pairings.use((pairings) => pairings.get(pairingId))), (found) => found === undefined)

/**
 * Makes the trust, closed: nobody gets in before everything is as asked. A trust that is
 * there is this run's if an earlier execution may have made it and the pairing is gone.
 */
export const makeTrust = Effect.fnUntraced(function* (
  input: Complete,
  first: Member,
  sealed: string,
  { isFirst }: Execution,
) {
  const pairingId = yield* pairingOf(sealed)
  // Sealed with a key that is no more: as good as expired.
  if (pairingId === undefined) return "unusable"
  const whose: Effect.Effect<Outcome, Failure, Pairings> = isFirst
    ? Effect.succeed("found")
    : Effect.map(isGone(pairingId), (gone): Outcome => (gone ? "made" : "found"))
  const { dateExpired, trusteeOrgId } = input
  const create = Trustees.use((trustees) =>
    trustees.create({
      pairingId,
      enabled: false,
      ...asFirst(first),
      ...(dateExpired !== undefined && { dateExpired }),
    }),
  ).pipe(
    Effect.as<Outcome>("made"),
    Effect.catchTags({
      Conflict: (conflict) =>
        Effect.flatMap(isThere(input), (there): typeof whose => (there ? whose : Effect.fail(conflict))),
      PairingIdRequired: () =>
        isFirst
          ? Effect.succeed<Outcome>("unusable")
          : // An earlier execution may have used it up: then the trust is to be seen soon.
            Settling.found(Trustees.use((trustees) => trustees.get(trusteeOrgId))).pipe(
              Effect.as<Outcome>("made"),
              Effect.catchTag("NotSettled", () => Effect.succeed<Outcome>("unusable")),
            ),
    }),
  )
  return yield* actAs(
    input.trustorOrgId,
    Effect.flatMap(isThere(input), (there) => (there ? whose : create)),
  ).pipe(hush(pairingId))
})

/** Ends the trust again. Where others have come in meanwhile it stays, without those whom this run let in. */
const endTrust = Effect.fnUntraced(function* (input: Complete, pairingId: PairingId | undefined) {
  const { trusteeOrgId } = input
  if (!(yield* isThere(input))) return []
  if (pairingId !== undefined && !(yield* isGone(pairingId))) return []
  const members = membersOf(input)
  const ours = new Set<string>(members.map(({ id }) => id))
  const users = yield* TrusteeUsers.use((users) => users.all(trusteeOrgId))
  const groups = yield* TrusteeGroups.use((groups) => groups.all(trusteeOrgId))
  const others = [...users, ...groups].filter(({ id }) => !ours.has(id))
  if (others.length === 0) {
    yield* ifThere(Trustees.use((trustees) => trustees.remove(trusteeOrgId)))
    return []
  }
  yield* Effect.forEach(members, (member) => takeOut(input, member), { discard: true })
  const left: ReadonlyArray<Left> = [
    { what: "trust", because: `Others were let in meanwhile: ${others.map(({ id }) => id).join(", ")}` },
  ]
  return left
})

/** How the trust is taken back; with a pairing, where it is not known whether this run has made it: only if the pairing is gone. */
export const undoTrust = (input: Complete, sealed?: string) => ({
  name: "end the trust",
  what: "trust" as const,
  execute: Effect.gen(function* () {
    const pairingId = sealed === undefined ? undefined : yield* pairingOf(sealed)
    const ending = actAs(input.trustorOrgId, endTrust(input, pairingId))
    return yield* pairingId === undefined ? ending : hush(pairingId)(ending)
  }),
})

/** How a member is taken back. */
export const undoMember = (input: Complete, member: Member) => ({
  name: `take out ${member.kind} ${member.id}`,
  what: member.kind,
  id: member.id,
  execute: Effect.as(actAs(input.trustorOrgId, takeOut(input, member)), [] as ReadonlyArray<Left>),
})
