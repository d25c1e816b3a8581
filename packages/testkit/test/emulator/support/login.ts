import * as Redacted from "effect/Redacted"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { json } from "./json.ts"
import { type RawAnswer, send } from "./wire.ts"

const form = "application/x-www-form-urlencoded"

/** The header that says who asks for a token. */
export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`

/** The header by which a client asks for a token. */
export const basicOf = (client: WorldClient): string => basic(client.id, Redacted.value(client.secret))

/** Asks for a token. */
export const askToken = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body = "grant_type=client_credentials",
): Promise<RawAnswer> =>
  send(url, { method: "POST", path: "/oauth/token", headers: { "content-type": form, ...headers }, body })

/** A token of a client. */
export const login = async (url: string, client: WorldClient): Promise<string> => {
  const { access_token: token } = json(await askToken(url, { authorization: basicOf(client) }))
  if (typeof token !== "string") throw new Error(`No token for ${client.id}`)
  return token
}
