/**
 * The vendor's SDK, as an application on Node uses it.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { token } from "./fixed.ts"

/** The SDK's client of this API, for a server. */
export const sdkFor = async (url: string) => {
  // The SDK reads and watches a file of the home directory.
  const home = mkdtempSync(join(tmpdir(), "org-trust-bench-"))
  process.once("exit", () => rmSync(home, { recursive: true, force: true }))
  Object.assign(process.env, { HOME: home, USERPROFILE: home })
  const { default: sdk } = await import("purecloud-platform-client-v2")
  const api = new sdk.ApiClientClass()
  api.config.live_reload_config = false
  const { hostname, port } = new URL(url)
  api.setGateway({ protocol: "http", host: hostname, port: Number(port) })
  api.setAccessToken(token)
  return new sdk.OrganizationAuthorizationApi(api)
}
