// The vendor's JavaScript SDK, pointed at the emulator by its gateway setting.
// EMULATOR_URL is where the emulator listens.
import platformClient from "purecloud-platform-client-v2"

const { hostname, port } = new URL(process.env.EMULATOR_URL)
const client = platformClient.ApiClient.instance
client.setGateway({ protocol: "http", host: hostname, port: Number(port) })
// Client and secret of Harbor Bank, from `org-trust world`.
await client.loginClientCredentialsGrant("11111111-5555-4000-8000-000000000100", "harbor-admin-secret")

const { total } = await new platformClient.OrganizationAuthorizationApi().getOrgauthorizationTrustees()
console.log(`${total} trustees`)
process.exit()
