import * as Duration from "effect/Duration"
import type { NoAnswer } from "./Exchange.ts"
import type { Phase } from "../Transport.ts"
import type { Wait } from "./nextStep.ts"

/** How long a client that has never had an answer looks for its host. */
export const firstContact = Duration.seconds(5)

/** What a wrong host, proxy or name looks like, from the first request on. */
const wrongPlace: ReadonlySet<Phase | undefined> = new Set<Phase>(["resolving", "tunnel", "handshake"])

/** How long it is worth while to try again after a failure, for who has had an answer before or not. */
export const worthWhile = ({ phase }: NoAnswer, isReached: boolean): Pick<Wait, "within"> =>
  !isReached && wrongPlace.has(phase) ? { within: firstContact } : {}
