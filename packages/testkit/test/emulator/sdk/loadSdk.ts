import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

const load = async () => (await import("purecloud-platform-client-v2")).default

/** The vendor's SDK. */
export type Sdk = Awaited<ReturnType<typeof load>>

/**
 * Loads the vendor's SDK. It reads and watches a file in the home directory as soon
 * as it is imported, so the home directory is an empty one meanwhile.
 */
export const loadSdk = async (): Promise<Sdk> => {
  const home = await mkdtemp(join(tmpdir(), "org-trust-home-"))
  const before = { HOME: process.env["HOME"], USERPROFILE: process.env["USERPROFILE"] }
  Object.assign(process.env, { HOME: home, USERPROFILE: home })
  try {
    const sdk = await load()
    sdk.ApiClient.config.live_reload_config = false
    return sdk
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    await rm(home, { recursive: true })
  }
}
