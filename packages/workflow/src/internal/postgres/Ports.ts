/**
 * The port under which the other workers reach this one.
 */
import { createServer } from "node:net"
import * as Effect from "effect/Effect"
import { AddressUnusable } from "../../Store.ts"

/**
 * The ports that are tried where none is said. The system gives away those from 32768 for
 * a moment, to whoever connects somewhere; a worker that wanted such a one would wait for it.
 */
export const usual: ReadonlyArray<number> = Array.from({ length: 50 }, (_, at) => 7811 + at)

const isFree = (host: string, port: number): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const server = createServer()
    server.once("error", () => resume(Effect.succeed(false)))
    server.listen(port, host, () => server.close(() => resume(Effect.succeed(true))))
  })

/** The first port that is free, and those after it. */
export const choose = Effect.fnUntraced(function* (
  host: string,
  ports: ReadonlyArray<number>,
): Effect.fn.Return<{ readonly port: number; readonly rest: ReadonlyArray<number> }, AddressUnusable> {
  const outside = ports.find((port) => !Number.isInteger(port) || port < 1 || port > 65_535)
  if (outside !== undefined) {
    return yield* new AddressUnusable({ message: `Expected a port from 1 to 65535, got ${outside}.` })
  }
  for (const [at, port] of ports.entries()) if (yield* isFree(host, port)) return { port, rest: ports.slice(at + 1) }
  return yield* new AddressUnusable({
    message: `Nothing can be listened on at ${host}, port ${ports.length > 1 ? `${ports.at(0)} to ${ports.at(-1)}` : ports.join()}: other processes do already, or ${host} is none of this machine's addresses. Name another address or port.`,
  })
})
