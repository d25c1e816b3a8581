/**
 * How far a request gets before it fails. The client learns it from what a transport
 * throws and from what Node and undici tell of themselves; a transport of one's own
 * says it with {@link TransportFailure} and {@link Progress}.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"

/**
 * The phases of a request: the host's name is looked up, a connection is made, a proxy
 * opens a tunnel through it, TLS is agreed on, the request is written, its answer is
 * waited for, the answer's body is read. Whatever fails before `writing` was not sent.
 * @category models
 * @since 0.1.0
 */
export type Phase = "resolving" | "connecting" | "tunnel" | "handshake" | "writing" | "waiting" | "body"

const phases: ReadonlySet<unknown> = new Set<Phase>([
  "resolving",
  "connecting",
  "tunnel",
  "handshake",
  "writing",
  "waiting",
  "body",
])

/**
 * Whether it is the name of a phase.
 * @category refinements
 * @since 0.1.0
 */
export const isPhase = (value: unknown): value is Phase => phases.has(value)

/**
 * Whether nothing of a request has left in a phase, not even its first byte.
 * @category predicates
 * @since 0.1.0
 */
export const isBeforeWriting = (phase: Phase): boolean =>
  phase === "resolving" || phase === "connecting" || phase === "tunnel" || phase === "handshake"

/**
 * What a transport says of a failure: put it into the cause of the `TransportError` that
 * the `HttpClient` fails with. It is believed before anything else. It is recognized by
 * its tag and phase, so an object of one's own with these two will do.
 *
 * @example
 * ```ts
 * new HttpClientError({
 *   reason: new TransportError({
 *     request,
 *     cause: new TransportFailure({ phase: "handshake", message: "The certificate has expired", isPassing: false }),
 *   }),
 * })
 * ```
 * @category errors
 * @since 0.1.0
 */
export class TransportFailure extends Data.TaggedError("TransportFailure")<{
  readonly phase: Phase
  readonly message: string
  /**
   * Whether it may pass by itself. Where that is not said, all does but failures of the
   * handshake and a tunnel's refusal.
   */
  readonly isPassing?: boolean
  readonly cause?: unknown
}> {}

/**
 * Where a transport notes each phase as it begins. A request that is given up, for
 * instance at its timeout, cannot be told of by an error: what was noted last tells
 * whether it had left. Nothing noted means that it may have.
 * @category services
 * @since 0.1.0
 */
export const Progress: Context.Reference<(phase: Phase) => void> = Context.Reference("@org-trust/http/Progress", {
  defaultValue: (): ((phase: Phase) => void) => () => undefined,
})
