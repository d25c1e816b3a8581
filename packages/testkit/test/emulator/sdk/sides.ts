import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { type ApiName, makeSdkClient, type SdkClient } from "./SdkClient.ts"
import type { Sdk } from "./loadSdk.ts"

const { harborBank, northwindPartners } = organizations

/** An organization of the built-in world, as much of it as a walk needs. */
interface Cast {
  readonly organization: typeof harborBank | typeof northwindPartners
  /** A user who will be let in, with a client. */
  readonly guest: { readonly id: string; readonly client: WorldClient }
  /** Users who will be let in or not. */
  readonly second: string
  readonly third: string
  /** Groups that will be let in, and a division of the organization's own. */
  readonly groups: readonly [string, string]
  readonly division: string
}

const harbor: Cast = {
  organization: harborBank,
  guest: { id: harborBank.users.uma.id, client: harborBank.clients.uma },
  second: harborBank.users.victor.id,
  third: harborBank.users.ada.id,
  groups: [harborBank.groups.nightShift.id, harborBank.groups.tellers.id],
  division: harborBank.divisions.wealth.id,
}

const northwind: Cast = {
  organization: northwindPartners,
  guest: { id: northwindPartners.users.tom.id, client: northwindPartners.clients.tom },
  second: northwindPartners.users.lea.id,
  third: northwindPartners.users.nina.id,
  groups: [northwindPartners.groups.supportTeam.id, northwindPartners.groups.onCall.id],
  division: northwindPartners.divisions.projects.id,
}

/** An organization at work: its administrator and a user, each with an SDK client of their own. */
export interface Side extends Cast {
  readonly admin: SdkClient
  readonly user: SdkClient
  /** The operations that this organization performed with success. */
  readonly performed: Set<ApiName>
}

const makeSide = async (sdk: Sdk, url: string, cast: Cast): Promise<Side> => {
  const performed = new Set<ApiName>()
  const client = () => makeSdkClient(sdk, url, (apiName) => performed.add(apiName))
  const [admin, user] = [client(), client()]
  await admin.login(cast.organization.clients.admin)
  await user.login(cast.guest.client)
  return { ...cast, admin, user, performed }
}

/** Both organizations, logged in. */
export const makeSides = async (sdk: Sdk, url: string) => ({
  harborBank: await makeSide(sdk, url, harbor),
  northwindPartners: await makeSide(sdk, url, northwind),
})

/** Both organizations. */
export type Sides = Awaited<ReturnType<typeof makeSides>>
