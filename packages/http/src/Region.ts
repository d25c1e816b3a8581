/**
 * Where the platform is: each AWS region has a domain of its own, with the API and
 * the login under it.
 */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

/**
 * The domain of each AWS region, from the vendor's JavaScript SDK 262
 * (`PureCloudRegionHosts.js`).
 * @category constants
 * @since 0.1.0
 */
export const domains = {
  "us-east-1": "mypurecloud.com",
  "us-east-2": "use2.us-gov-pure.cloud",
  "us-west-2": "usw2.pure.cloud",
  "ca-central-1": "cac1.pure.cloud",
  "sa-east-1": "sae1.pure.cloud",
  "mx-central-1": "mxc1.pure.cloud",
  "eu-west-1": "mypurecloud.ie",
  "eu-west-2": "euw2.pure.cloud",
  "eu-central-1": "mypurecloud.de",
  "eu-central-2": "euc2.pure.cloud",
  "eusc-de-east-1": "edee1.eusc-pure.cloud",
  "me-central-1": "mec1.pure.cloud",
  "ap-south-1": "aps1.pure.cloud",
  "ap-northeast-1": "mypurecloud.jp",
  "ap-northeast-2": "apne2.pure.cloud",
  "ap-northeast-3": "apne3.pure.cloud",
  "ap-southeast-1": "apse1.pure.cloud",
  "ap-southeast-2": "mypurecloud.com.au",
} as const

/**
 * Name of an AWS region in which the platform runs.
 * @category models
 * @since 0.1.0
 */
export type RegionName = keyof typeof domains

/**
 * A domain of the platform, for instance `mypurecloud.de`; also of a region that is not listed here yet.
 * @category models
 * @since 0.1.0
 */
export type Domain = `${string}.${string}`

/**
 * Base URLs of the API and of the login, which may have a path: for a gateway, or
 * for an emulator, where the two may be the same.
 * @category models
 * @since 0.1.0
 */
export interface BaseUrls {
  readonly api: string
  readonly login: string
}

/**
 * Where the platform is: a region by name or by domain, or a pair of base URLs.
 * @category models
 * @since 0.1.0
 */
export type Region = RegionName | Domain | BaseUrls

/**
 * The region that the vendor's tools use where none is given.
 * @category constants
 * @since 0.1.0
 */
export const defaultRegion: RegionName = "us-east-1"

const isRegionName = (text: string): text is RegionName => Object.hasOwn(domains, text)

const hostName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

const isDomain = (text: string): text is Domain => hostName.test(text) && !/^[\d.]+$/.test(text)

/** White space, marks that nobody sees, and quotes, which come along when something is copied. */
const aroundPasted = /^[\s\u200b-\u200f\u2060\ufeff"']+|[\s\u200b-\u200f\u2060\ufeff"']+$/g

/** The hosts under a region's domain that people copy from: of the API, the login, the application and its pages. */
const knownHost = /^(?:api|login|apps|admin|developer|signin|help|www)\.(?=[^.]+\.)/

/**
 * Reads a region as people paste it: its name or its domain in any case, or the address
 * of one of its hosts, with white space around it. What is none of this is given back
 * without what certainly does not belong to it.
 */
const readRegion = (text: string): string => {
  const bare = text.replaceAll(aroundPasted, "").toLowerCase()
  const host = bare
    .replace(/^(?:https?:)?\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/:443$/, "")
    .replace(/\.$/, "")
  const name = host.replaceAll("_", "-")
  return isRegionName(name) ? name : host.replace(knownHost, "")
}

/** What is wrong with a text that is to be a region. */
const regionProblem = (text: string): string =>
  `${JSON.stringify(text.slice(0, 100))} is no region: give a name (${Object.keys(domains).join(", ")}) or a domain, such as mypurecloud.de; any other place is a pair of base URLs`

const isRegion = (text: string): text is RegionName | Domain => isRegionName(text) || isDomain(text)

/**
 * Codec of a region that is written as text: its name or its domain, also as it is copied from an address.
 * @category schemas
 * @since 0.1.0
 */
export const RegionFromConfig = Schema.String.pipe(
  Schema.decode({
    decode: SchemaGetter.transform(readRegion),
    encode: SchemaGetter.transform((text: string) => text),
  }),
  Schema.refine(isRegion, {
    expected: "the name of a region, such as eu-central-1, or a domain, such as mypurecloud.de",
  }),
)

/** A base URL as it is pasted. Without a scheme it is one of HTTPS, but on this machine. */
const readUrl = (text: string): string => {
  const bare = text.replaceAll(aroundPasted, "")
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return bare
  return /^(?:localhost|127\.|\[::1\])/i.test(bare) ? `http://${bare}` : `https://${bare}`
}

/**
 * The base URLs of a region. A text is read as people paste it; what is no region
 * throws, and says what is wrong.
 * @category functions
 * @since 0.1.0
 */
export const baseUrls = (region: Region): BaseUrls => {
  if (typeof region !== "string") return { api: readUrl(region.api), login: readUrl(region.login) }
  const read = readRegion(region)
  if (!isRegion(read)) throw new Error(regionProblem(region))
  const domain = isRegionName(read) ? domains[read] : read
  return { api: `https://api.${domain}`, login: `https://login.${domain}` }
}
