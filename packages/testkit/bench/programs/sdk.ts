/**
 * A program that makes one call with the vendor's SDK, and tells how long after the
 * start of its process it was answered.
 */
import sdk from "purecloud-platform-client-v2"

const [url = "", trusteeOrgId = ""] = process.argv.slice(2)
const { hostname, port } = new URL(url)
const api = new sdk.ApiClientClass()
api.config.live_reload_config = false
api.setGateway({ protocol: "http", host: hostname, port: Number(port) })
api.setAccessToken("token-of-a-user")

void new sdk.OrganizationAuthorizationApi(api).getOrgauthorizationTrustee(trusteeOrgId).then(() => {
  process.stdout.write(String(performance.now()))
  // The SDK goes on watching its configuration.
  process.exit()
})
