/**
 * The clients, with what to copy to log in as one of them.
 */

/** @import { SeenClient, Snapshot } from "../look/Snapshot.ts" */
/** @import { Names } from "./names.js" */
import { copyable } from "./copyable.js"
import { fillSelect, find, make, whenChanged } from "./dom.js"
import { clientChoice } from "./names.js"

/**
 * A text as a shell takes it for one word.
 * @param {string} text
 */
const quoted = (text) => (/^[\w.:/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/**
 * @param {string} id
 * @param {string} secret
 */
const environment = (id, secret) =>
  [
    `export GENESYSCLOUD_API_URL=${location.origin}`,
    `export GENESYSCLOUD_LOGIN_URL=${location.origin}`,
    `export GENESYSCLOUD_OAUTHCLIENT_ID=${quoted(id)}`,
    `export GENESYSCLOUD_OAUTHCLIENT_SECRET=${quoted(secret)}`,
  ].join("\n")

/**
 * @param {string} id
 * @param {string} secret
 * @param {string} basePath
 */
const curl = (id, secret, basePath) =>
  [
    `TOKEN=$(curl -s ${location.origin}/oauth/token -d grant_type=client_credentials \\`,
    `  -u ${quoted(`${id}:${secret}`)} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s ${location.origin}${basePath}/trustees -H "Authorization: Bearer $TOKEN"`,
  ].join("\n")

/**
 * @param {string} id
 * @param {string} secret
 */
const sdk = (id, secret) => {
  const { hostname, port, protocol } = location
  const gateway = [
    `protocol: ${JSON.stringify(protocol.replace(":", ""))}`,
    `host: ${JSON.stringify(hostname)}`,
    ...(port === "" ? [] : [`port: ${port}`]),
  ]
  return [
    `import platformClient from "purecloud-platform-client-v2"`,
    ``,
    `const client = platformClient.ApiClient.instance`,
    `client.setGateway({ ${gateway.join(", ")} })`,
    `await client.loginClientCredentialsGrant(${JSON.stringify(id)}, ${JSON.stringify(secret)})`,
    `const api = new platformClient.OrganizationAuthorizationApi()`,
    `console.log(await api.getOrgauthorizationTrustees())`,
  ].join("\n")
}

/**
 * @param {SeenClient} client
 * @param {string} basePath
 */
const show = ({ id, permissions, secret }, basePath) =>
  find("client-shown", HTMLElement).replaceChildren(
    ...(secret === undefined
      ? [
          make(
            "p",
            { class: "hint" },
            "Secrets are not shown under this address. Open the page by localhost or by the emulator’s IP address.",
          ),
        ]
      : []),
    copyable("Environment of our client", environment(id, secret ?? "…")),
    copyable("curl", curl(id, secret ?? "…", basePath)),
    copyable("The vendor’s SDK, JavaScript", sdk(id, secret ?? "…")),
    make(
      "details",
      {},
      make("summary", {}, `What it may do in its own organization: ${permissions.length || "nothing"}`),
      make("ul", { class: "words" }, ...permissions.map((permission) => make("li", {}, permission))),
    ),
  )

/** @type {{ readonly clients: ReadonlyArray<SeenClient>; readonly basePath: string }} */
let known = { clients: [], basePath: "" }

const showChosen = () => {
  const chosen = known.clients.find(({ id }) => id === find("client", HTMLSelectElement).value)
  if (chosen !== undefined) show(chosen, known.basePath)
}

/** Follows what is chosen. */
export const startClients = () => find("client", HTMLSelectElement).addEventListener("change", showChosen)

/** Shows the clients of a world. */
export const showClients = whenChanged(
  /**
   * @param {Pick<Snapshot, "organizations" | "clients" | "basePath"> & { readonly names: Names }} value
   */
  ({ basePath, clients, names, organizations }) => {
    known = { clients, basePath }
    const all = [...new Set(clients.flatMap(({ permissions }) => permissions))]
    // Those with many permissions first: they are the ones to begin with.
    const byMight = clients.toSorted((one, other) => other.permissions.length - one.permissions.length)
    const rank = (/** @type {SeenClient} */ { permissions, userId }) =>
      permissions.length === all.length && userId === undefined ? 0 : userId === undefined ? 2 : 1
    fillSelect(
      find("client", HTMLSelectElement),
      organizations.map(({ id, name }) =>
        make(
          "optgroup",
          { label: name },
          ...byMight
            .filter(({ organizationId }) => organizationId === id)
            .toSorted((one, other) => rank(one) - rank(other))
            .map((client) => make("option", { value: client.id }, clientChoice(client, names, all))),
        ),
      ),
    )
    showChosen()
  },
)
