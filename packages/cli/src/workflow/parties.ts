/**
 * As whom the runs act: a profile for each organization, as with `plan` and `apply`.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Flag from "effect/cli/Flag"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { connect, connectionFlags } from "../access/Connection.ts"
import { cannotDo } from "../access/Failures.ts"

/** The flags that say so. */
export const partyFlags = {
  parties: Flag.String("parties").pipe(
    Flag.withMetavar("NAMES"),
    Flag.withDescription(
      "Profiles of the organizations to act as, such as OURS,THEIRS: the credentials and the organization's id of OURS_GENESYSCLOUD_OAUTHCLIENT_ID, OURS_GENESYSCLOUD_ORGANIZATION_ID and so on (default: one organization, of the variables without a name before them)",
    ),
    Flag.optional,
  ),
  profiles: connectionFlags.profiles,
  rate: connectionFlags.rate,
} as const

/** The values of those flags. */
export interface PartyFlags {
  readonly parties: Option.Option<string>
  readonly profiles: Option.Option<string>
  readonly rate: number
}

/** The organizations to act as, and the way to each. */
export const connectAll = Effect.fnUntraced(function* ({ parties, ...flags }: PartyFlags) {
  const names = Option.match(parties, {
    onNone: () => [undefined],
    onSome: (text) => text.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()])),
  })
  if (names.length === 0)
    return yield* cannotDo("--parties: expected the names of profiles, such as OURS,THEIRS, got none")
  return yield* Effect.forEach(names, (name) =>
    Effect.gen(function* () {
      const { organizationId, services } = yield* connect({ ...flags, profile: Option.none() }, name)
      if (organizationId === undefined) {
        const variable = `${name === undefined ? "" : `${name}_`}GENESYSCLOUD_ORGANIZATION_ID`
        return yield* cannotDo(`Whose credentials these are has to be said: set ${variable}`)
      }
      return [organizationId, services] as const
    }),
  )
})

/** The ids of the organizations. */
export const idsOf = (connected: Effect.Success<ReturnType<typeof connectAll>>): ReadonlySet<OrganizationId> =>
  new Set(connected.map(([id]) => id))
