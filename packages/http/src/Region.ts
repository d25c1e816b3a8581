/**
 * Where the platform is: each AWS region has a domain of its own, with the API and
 * the login under it.
 */
import * as Schema from "effect/Schema"

/**
 * The domain of each AWS region, from the vendor's JavaScript SDK 262
 * (`PureCloudRegionHosts.js`).
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

/** Name of an AWS region in which the platform runs. */
export type RegionName = keyof typeof domains

/** A domain of the platform, for instance `mypurecloud.de`; also of a region that is not listed here yet. */
export type Domain = `${string}.${string}`

/**
 * Base URLs of the API and of the login, which may have a path: for a gateway, or
 * for an emulator, where the two may be the same.
 */
export interface BaseUrls {
  readonly api: string
  readonly login: string
}

/** Where the platform is: a region by name or by domain, or a pair of base URLs. */
export type Region = RegionName | Domain | BaseUrls

/** The region that the vendor's tools use where none is given. */
export const defaultRegion: RegionName = "us-east-1"

const isRegionName = (text: string): text is RegionName => Object.hasOwn(domains, text)

const hostName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

const isDomain = (text: string): text is Domain => hostName.test(text)

/** Codec of a region that is written as text: its name or its domain. */
export const RegionFromConfig = Schema.String.pipe(
  Schema.refine((text): text is RegionName | Domain => isRegionName(text) || isDomain(text), {
    expected: "the name of a region, such as eu-central-1, or a domain, such as mypurecloud.de",
  }),
)

/** The base URLs of a region. */
export const baseUrls = (region: Region): BaseUrls => {
  if (typeof region !== "string") return region
  const domain = isRegionName(region) ? domains[region] : region
  return { api: `https://api.${domain}`, login: `https://login.${domain}` }
}
