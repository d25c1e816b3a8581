/**
 * Implementations that are right in all that they do, and wrong on the wire.
 */
import { wrongRefusals } from "./internal/wire/refusals.ts"
import { wrongWithRequests } from "./internal/wire/requests.ts"
import { wrongSuccesses } from "./internal/wire/successes.ts"
import type { WireMutant } from "./internal/wire/WireMutant.ts"

export type { OnWire, WireAnswer, WireRequest } from "./internal/wire/OnWire.ts"
export type { WireMutant } from "./internal/wire/WireMutant.ts"

/**
 * Implementations that are wrong on the wire.
 * @category constants
 * @since 0.1.0
 */
export const wireMutants: ReadonlyArray<WireMutant> = [...wrongSuccesses, ...wrongRefusals, ...wrongWithRequests]
