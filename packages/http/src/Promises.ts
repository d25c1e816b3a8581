/**
 * The services as plain asynchronous functions, for programs that are not written with
 * Effect. They take and answer the same values, and reject with the same errors, which
 * are told apart by `_tag`.
 */
import { serviceNameOf, type Signature, signatures } from "@org-trust/core/Method"
import * as Services from "@org-trust/core/Services"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import * as String from "effect/String"
import * as OrgTrust from "./OrgTrust.ts"

/**
 * The last argument of every function.
 * @category models
 * @since 0.1.0
 */
export interface RunOptions {
  /** Ends the call: it rejects with the signal's reason, and the request under way is aborted. */
  readonly signal?: Effect.RunOptions["signal"]
}

/**
 * A method of a service as a function that promises its outcome, or goes through entities.
 * @category models
 * @since 0.1.0
 */
export type Promised<Method> = Method extends (...args: infer Args) => Stream.Stream<infer A, infer _E>
  ? (...args: [...Args, options?: RunOptions]) => AsyncIterable<A>
  : Method extends (...args: infer Args) => Effect.Effect<infer A, infer _E>
    ? (...args: [...Args, options?: RunOptions]) => Promise<A>
    : never

/**
 * All services, each under its name with a small first letter, and what ends them.
 * @category models
 * @since 0.1.0
 */
export type Client = {
  readonly [S in keyof Services.Shapes as Uncapitalize<S>]: {
    readonly [M in keyof Services.Shapes[S]]: Promised<Services.Shapes[S][M]>
  }
} & {
  /** Frees what the client holds. Calls after that reject with {@link ClientClosed}. */
  readonly close: () => Promise<void>
  /** For `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
  /** For `using`, which does not wait until everything is freed. */
  readonly [Symbol.dispose]: () => void
}

/**
 * What carries the requests; default `fetch`.
 * @category models
 * @since 0.1.0
 */
export interface Transport {
  readonly httpClient?: Layer.Layer<HttpClient.HttpClient>
}

type AnySignal = RunOptions["signal"]

/**
 * What a call rejects with after its client was closed.
 * @category errors
 * @since 0.1.0
 */
export class ClientClosed extends Data.TaggedError("ClientClosed")<{ readonly message: string }> {}

interface Runtime extends Pick<
  ManagedRuntime.ManagedRuntime<Services.Services, unknown>,
  "context" | "runPromiseExit"
> {
  readonly isClosed: () => boolean
}

const closed = () => new ClientClosed({ message: "The client was closed" })

/** Ends with the signal's reason as soon as it is aborted. */
const aborted = (signal: NonNullable<AnySignal>) =>
  Effect.callback<never>((resume) => {
    const abort = () => resume(Effect.die(signal.reason))
    if (signal.aborted) abort()
    signal.addEventListener("abort", abort)
    return Effect.sync(() => signal.removeEventListener("abort", abort))
  })

const promise = async <A, E>(
  runtime: Runtime,
  effect: Effect.Effect<A, E, Services.Services>,
  signal: AnySignal,
): Promise<A> => {
  if (runtime.isClosed()) throw closed()
  const exit = await runtime.runPromiseExit(effect, { signal })
  if (Exit.isSuccess(exit)) return exit.value
  throw signal?.aborted === true && Cause.hasInterruptsOnly(exit.cause) ? signal.reason : Cause.squash(exit.cause)
}

const iterable = <A, E>(
  runtime: Runtime,
  stream: Stream.Stream<A, E, Services.Services>,
  signal: AnySignal,
): AsyncIterable<A> => {
  const ended = signal === undefined ? stream : Stream.interruptWhen(stream, aborted(signal))
  return {
    [Symbol.asyncIterator]: () => {
      let started: Promise<AsyncIterator<A>> | undefined
      const start = async () => {
        if (runtime.isClosed()) throw closed()
        return Stream.toAsyncIterableWith(ended, await runtime.context())[Symbol.asyncIterator]()
      }
      return {
        next: async () => (await (started ??= start())).next(),
        return: async () => {
          const iterator = await started
          await iterator?.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}

const isRunOptions = (value: unknown): value is RunOptions => Predicate.isObject(value)

type Method<A> = (...args: ReadonlyArray<unknown>) => A

/** The functions of an operation: of its method, and of those beside it that go through all pages. */
const functionsOf = (runtime: Runtime, { isStreamed, operation, optional, required, verb }: Signature) => {
  const parameters = required.length + (optional.length === 0 ? 0 : 1)
  const split = (args: ReadonlyArray<unknown>) => {
    const options = args[parameters]
    return { values: args.slice(0, parameters), signal: isRunOptions(options) ? options.signal : undefined }
  }
  const methods = Effect.map(Effect.context<Services.Services>(), (services) =>
    Services.shapeOf(services, serviceNameOf(operation)),
  )
  // By name, as the table has it: what is under it is of the service's own type, which `Client` is made of.
  const promised =
    (name: string) =>
    (...args: ReadonlyArray<unknown>) => {
      const { signal, values } = split(args)
      const call = Effect.flatMap(methods, (methods) => {
        const method: Method<Effect.Effect<unknown, unknown>> = Reflect.get(methods, name)
        return Reflect.apply(method, methods, values)
      })
      return promise(runtime, call, signal)
    }
  const iterated =
    (name: string) =>
    (...args: ReadonlyArray<unknown>) => {
      const { signal, values } = split(args)
      const call = Effect.map(methods, (methods) => {
        const method: Method<Stream.Stream<unknown, unknown>> = Reflect.get(methods, name)
        return Reflect.apply(method, methods, values)
      })
      return iterable(runtime, Stream.unwrap(call), signal)
    }
  return {
    [verb]: promised(verb),
    ...(isStreamed && { all: promised("all"), stream: iterated("stream") }),
  }
}

/**
 * A client over any layer of the services, for instance `InMemory.layer` in a test. A
 * failure of the layer is what its calls reject with.
 * @category constructors
 * @since 0.1.0
 */
export function fromLayer<E>(layer: Layer.Layer<Services.Services, E>): Client
export function fromLayer(layer: Layer.Layer<Services.Services, unknown>): object {
  const { context, dispose, runPromiseExit } = ManagedRuntime.make(layer)
  let isClosed = false
  const runtime: Runtime = { context, runPromiseExit, isClosed: () => isClosed }
  const services = Map.groupBy(Object.values(signatures), ({ service }) => service)
  const close = () => {
    isClosed = true
    return dispose()
  }
  return {
    ...Object.fromEntries(
      Array.from(services, ([service, methods]) => [
        String.uncapitalize(service),
        Object.assign({}, ...methods.map((method) => functionsOf(runtime, method))),
      ]),
    ),
    close,
    [Symbol.asyncDispose]: close,
    [Symbol.dispose]: () => void close(),
  }
}

/**
 * A client over HTTP.
 *
 * @example
 * ```ts
 * await using genesys = Promises.make({ region: "eu-central-1", credentials: clientCredentials(id, secret) })
 * for await (const { id, organization } of genesys.trustees.stream()) console.log(id, organization?.name)
 * ```
 * @category constructors
 * @since 0.1.0
 */
export const make = ({ httpClient = FetchHttpClient.layer, ...options }: OrgTrust.Options & Transport): Client =>
  fromLayer(Layer.provide(OrgTrust.layer(options), httpClient))

/**
 * A client over HTTP, as the environment says: {@link OrgTrust.layerEnvironment}. What is missing there is what its calls reject with.
 * @category constructors
 * @since 0.1.0
 */
export const fromEnvironment = ({
  httpClient = FetchHttpClient.layer,
  ...options
}: OrgTrust.CallOptions & Transport = {}): Client =>
  fromLayer(Layer.provide(OrgTrust.layerEnvironment(options), httpClient))
