/**
 * Limits of what one request may take.
 */
import type * as Duration from "effect/Duration"

/**
 * Limits of one exchange.
 * @category models
 * @since 0.1.0
 */
export interface Limits {
  /** Longest time from sending a request to the end of its answer. */
  readonly timeout: Duration.Input
  /** Largest body that is read, in bytes after decompression. */
  readonly maxBodySize: number
}

/**
 * Limits where nothing else is said: 16 s as in the vendor's JavaScript SDK, and 10 MiB.
 * @category constants
 * @since 0.1.0
 */
export const defaultLimits: Limits = { timeout: "16 seconds", maxBodySize: 10 * 1024 * 1024 }
