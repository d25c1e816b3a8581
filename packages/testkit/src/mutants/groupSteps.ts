/**
 * What wrong ways with groups are made of: finding a trust and its groups, and changing them.
 */
import type { GroupId } from "@org-trust/core/Identifiers"
import type { Request } from "@org-trust/core/lifecycle/Request"
import {
  groupsOf,
  type Member,
  setTrust,
  type State,
  type Trust,
  trust,
  withGroups,
} from "@org-trust/core/lifecycle/State"
import { type believing, overriding } from "./Mutant.ts"

type AsTrustor = Request<
  "TrusteeGroups.add" | "TrusteeGroups.remove" | "TrusteeGroupRoles.replace" | "TrusteeGroupRoles.clear"
>

/** The trust that a trustor's request is about. */
export const asTrustor = (state: State, request: AsTrustor): Trust | undefined =>
  trust(state, request.principal.organizationId, request.input.trusteeOrgId)

/** The trust that a trustee's request is about. */
export const asTrustee = (
  state: State,
  request: Request<"TrustorGroups.add" | "TrustorGroups.remove">,
): Trust | undefined => trust(state, request.input.trustorOrgId, request.principal.organizationId)

/** A group of a trust. */
export const groupIn = (current: Trust | undefined, id: GroupId): Member<GroupId> | undefined =>
  current === undefined ? undefined : groupsOf(current).find((group) => group.id === id)

/** The state with one group of a trust changed. */
export const changeGroup = (
  state: State,
  current: Trust | undefined,
  id: GroupId,
  change: (group: Member<GroupId>) => Member<GroupId>,
): State =>
  current === undefined
    ? state
    : setTrust(
        state,
        withGroups(
          current,
          groupsOf(current).map((group) => (group.id === id ? change(group) : group)),
        ),
      )

/** What is decided by what the trust permits somebody. */
export const throughTrust = (wrong: ReturnType<typeof believing>) =>
  overriding({
    "TrustorUsers.list": wrong,
    "TrustorUsers.get": wrong,
    "TrustorUsers.add": wrong,
    "TrustorUsers.remove": wrong,
    "TrustorGroups.list": wrong,
    "TrustorGroups.get": wrong,
    "TrustorGroups.add": wrong,
    "TrustorGroups.remove": wrong,
    "Trustors.get": wrong,
    "Trustors.list": wrong,
  })
