/**
 * Keeping requests to the time of a history: they ask for nothing that was before it,
 * and, where the clock runs, for nothing that depends on the moment.
 */
import * as DateTime from "effect/DateTime"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Session } from "../Session.ts"

type Within<K extends OperationName> = (session: Session, input: OperationInput<K>) => OperationInput<K>

interface Dates {
  readonly startDate?: DateTime.Utc
  readonly endDate?: DateTime.Utc
}

/**
 * Audits go back further than a history, which asks for its own only. Where the clock
 * runs, the times of changes are known too roughly to ask for them exactly.
 */
const within = <P extends Dates>({ clock, startedAt }: Session, payload: P): P => ({
  ...payload,
  startDate: clock.isStill() ? DateTime.max(payload.startDate ?? startedAt, startedAt) : startedAt,
  ...(payload.endDate !== undefined && !clock.isStill() && { endDate: DateTime.add(startedAt, { days: 100_000 }) }),
})

/** Where the clock runs, an end that is a moment away would have come before it is asked for. */
const notAtOnce = <P extends { readonly dateExpired?: DateTime.Utc }>({ clock }: Session, payload: P): P => {
  const { dateExpired } = payload
  const soon = DateTime.add(clock.earliest(), { seconds: 1 })
  const isNear =
    dateExpired !== undefined &&
    DateTime.isGreaterThan(dateExpired, clock.earliest()) &&
    DateTime.isLessThan(dateExpired, soon)
  return isNear && !clock.isStill() ? { ...payload, dateExpired: soon } : payload
}

const withins: { readonly [K in OperationName]?: Within<K> } = {
  "Trustees.create": (session, input) => ({ ...input, payload: notAtOnce(session, input.payload) }),
  "Trustees.update": (session, input) => ({ ...input, payload: notAtOnce(session, input.payload) }),
  "TrustAudits.ofTrustees": (session, input) => ({ ...input, payload: within(session, input.payload) }),
  "TrustAudits.ofTrustor": (session, input) => ({ ...input, payload: within(session, input.payload) }),
}

/** An input that asks for nothing but what a history can know. */
export const withinHistory = <K extends OperationName>(
  session: Session,
  operation: K,
  input: OperationInput<K>,
): OperationInput<K> => {
  const limit: Within<K> | undefined = withins[operation]
  return limit === undefined ? input : limit(session, input)
}
