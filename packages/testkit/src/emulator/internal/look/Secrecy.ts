/**
 * Who may be told the secrets of the world's clients. They are secrets of a test, but
 * any page that a browser has open may ask a server of the same machine.
 */
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type { Origins } from "../CrossOrigin.ts"

/**
 * Whether a host is one that only its own machine or network can name. A name on the
 * internet can be made to lead here, and its pages would then be of our own origin.
 */
const isOwnHost = (host: string): boolean => {
  const name = host.replace(/:\d+$/, "").toLowerCase()
  return (
    !name.includes(".") || // `localhost`, the name of a service in a network of containers, IPv6
    name.startsWith("[") ||
    name.endsWith(".localhost") ||
    /^\d+\.\d+\.\d+\.\d+$/.test(name)
  )
}

/** Whether whoever sent the request may be told the secrets: no page but the emulator's own, and those of origins that are listed. */
export const mayKnowSecrets = (origins: Origins, { headers }: HttpServerRequest.HttpServerRequest): boolean => {
  const { host, origin } = headers
  if (host !== undefined && !isOwnHost(host)) return false
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return true
  return origins !== "any" && origins.includes(origin)
}
