/**
 * Whom to call and as whom, as the environment says: under the names that the vendor's
 * own tools read, and two more for a gateway or an emulator.
 */
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type ClientCredentials, clientCredentials } from "./Credentials.ts"
import { baseUrls, defaultRegion, type Region, RegionFromConfig } from "./Region.ts"

/**
 * What the environment says.
 * @category models
 * @since 0.1.0
 */
export interface Environment {
  readonly region: Region
  readonly credentials: ClientCredentials
}

const isBaseUrl = (text: string): boolean =>
  /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(baseUrls({ api: text, login: text }).api)

const BaseUrl = Schema.Trim.check(
  Schema.makeFilter(isBaseUrl, { expected: "a base URL, such as http://127.0.0.1:8080" }),
)

const isGiven = (name: string) => Config.map(Config.withDefault(Config.String(name), ""), (text) => text.trim() !== "")

/** What has to be set, and to more than nothing. */
const given = (name: string): Config.Config<string> =>
  Config.flatMap(Config.withDefault(Config.String(name), ""), (text) =>
    text === "" ? Config.fail(new ConfigProvider.SourceError({ message: `${name} is not set` })) : Config.succeed(text),
  )

const apiUrl = "GENESYSCLOUD_API_URL"
const loginUrl = "GENESYSCLOUD_LOGIN_URL"

/**
 * Whom to call, and as whom:
 *
 * - `GENESYSCLOUD_REGION`: a region's name or domain, default `us-east-1`.
 * - `GENESYSCLOUD_API_URL` and `GENESYSCLOUD_LOGIN_URL`: base URLs in place of the region,
 *   for a gateway or an emulator. Without the second the login is where the API is; the
 *   second alone is an error.
 * - `GENESYSCLOUD_OAUTHCLIENT_ID` and `GENESYSCLOUD_OAUTHCLIENT_SECRET`.
 *
 * It is a function, so that bundlers can leave it out of a program that is configured
 * otherwise.
 * @category functions
 * @since 0.1.0
 */
export const environment = (): Config.Config<Environment> => {
  const region: Config.Config<Region> = Config.flatMap(
    Config.all({ api: isGiven(apiUrl), login: isGiven(loginUrl) }),
    ({ api, login }): Config.Config<Region> =>
      api || login
        ? Config.all({
            api: Config.schema(BaseUrl, apiUrl),
            login: Config.schema(BaseUrl, login ? loginUrl : apiUrl),
          })
        : Config.withDefault(Config.schema(RegionFromConfig, "GENESYSCLOUD_REGION"), defaultRegion),
  )
  return Config.map(
    Config.all({
      region,
      clientId: given("GENESYSCLOUD_OAUTHCLIENT_ID"),
      clientSecret: Config.map(given("GENESYSCLOUD_OAUTHCLIENT_SECRET"), Redacted.make),
    }),
    ({ clientId, clientSecret, region }) => ({ region, credentials: clientCredentials(clientId, clientSecret) }),
  )
}
