/**
 * Raw requests of operations, each asked by a client that has logged in.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import { pathWith, requestParts } from "@org-trust/core/RequestParts"
import type { WorldClient } from "../../../WorldFile.ts"
import { serves } from "../../Capabilities.ts"
import type { Subject } from "../../Subject.ts"
import type { Exchange, OpenWire } from "../../Wire.ts"
import { parsed, textOf } from "./Heard.ts"

/** An id that nothing has. */
export const nobody = "00000000-0000-4000-8000-00000000dead"

/** What a request is made of. */
export interface Asked {
  /** The parameters of the path; one that is not given is an id that nothing has. */
  readonly ids?: Readonly<Record<string, string>>
  /** What follows the path, with its `?`. */
  readonly query?: string
  readonly body?: unknown
}

/** Sends a request of an operation as a client, where the implementation has it. */
export type Ask = (client: WorldClient, operation: OperationName, asked?: Asked) => Effect.Effect<Exchange | undefined>

/** A text of an answer, where it is one. */
export const answered = (exchange: Exchange | undefined, name: string): string | undefined =>
  exchange === undefined ? undefined : textOf(parsed(exchange.body), name)

/** Path and query of a request of an operation. */
export const pathOf = (operation: OperationName, { ids = {}, query = "" }: Asked = {}): string =>
  `${pathWith(requestParts(operation).path, (name) => encodeURIComponent(ids[name] ?? nobody))}${query}`

/** Logs in once for each client; undefined where that fails. */
export const logins = (wire: OpenWire) => {
  const tokens = new Map<string, Redacted.Redacted | undefined>()
  return Effect.fnUntraced(function* (client: WorldClient) {
    if (!tokens.has(client.id)) {
      const token = answered(yield* wire.login(client), "access_token")
      tokens.set(client.id, token === undefined ? undefined : Redacted.make(token))
    }
    return tokens.get(client.id)
  })
}

/** Sends requests of operations over a wire, and waits after changes until they can be seen. */
export const asking = ({ capabilities }: Subject, wire: OpenWire): Ask => {
  const tokenOf = logins(wire)
  const { consistency } = capabilities
  return Effect.fnUntraced(function* (client, operation, asked = {}) {
    if (!serves(capabilities, operation)) return undefined
    const token = yield* tokenOf(client)
    const { method }: OperationEntry = operations[operation]
    const exchange = yield* wire.ask({
      method,
      path: pathOf(operation, asked),
      ...(token !== undefined && { token }),
      ...(asked.body !== undefined && { body: { text: JSON.stringify(asked.body), contentType: "application/json" } }),
    })
    if (method !== "GET" && consistency._tag === "Settling") yield* Effect.sleep(consistency.within)
    return exchange
  })
}
