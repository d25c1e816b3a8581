/**
 * What either side asks of the members of a trust, told once for users and groups.
 */
import type { RoleDivisionGrants } from "../../../entities/Division.ts"
import type { TrustGroupMemberCreate, TrustMemberCreate } from "../../../entities/Trustee.ts"
import type { OrganizationId, RoleId } from "../../../Identifiers.ts"
import type { PageRequest } from "../../../Page.ts"
import { type Question, reading } from "../../Request.ts"
import type { State } from "../../State.ts"
import { grantsOf, inAllDivisions, requestedGrants } from "../../Grants.ts"
import type { MemberKind } from "./MemberKind.ts"
import * as MemberRoles from "./MemberRoles.ts"
import * as Side from "./Side.ts"
import * as TrustMembers from "./TrustMembers.ts"

/** A member as the trustor lets it in. */
type Joining<Id> = (TrustMemberCreate | TrustGroupMemberCreate) & { readonly id: Id }

interface NamesTrustee {
  readonly trusteeOrgId: OrganizationId
}

interface NamesTrustor {
  readonly trustorOrgId: OrganizationId
}

/**
 * What a trustor asks, below `/trustees/{trusteeOrgId}`; `idIn` finds the member that a path names.
 * @category functions
 * @since 0.1.0
 */
export const forTrustor = <Id extends string, Entity, Named extends NamesTrustee>(
  kind: MemberKind<Id, Entity>,
  idIn: (named: Named) => Id,
) => ({
  list: reading((question: Question<NamesTrustee & PageRequest>) =>
    TrustMembers.list(kind, question, Side.asTrustor(question)),
  ),
  add: (question: Question<NamesTrustee & { readonly payload: Joining<Id> }>, state: State) => {
    const { payload } = question.input
    const joining = { id: payload.id, grants: requestedGrants(payload) }
    return TrustMembers.add(kind, question, Side.asTrustor(question), joining, question.profile.duplicateMember, state)
  },
  get: reading((question: Question<Named>) =>
    TrustMembers.get(kind, question, Side.asTrustor(question), idIn(question.input)),
  ),
  remove: (question: Question<Named>, state: State) =>
    TrustMembers.remove(kind, question, Side.asTrustor(question), idIn(question.input), state),
  roles: reading((question: Question<Named>) =>
    MemberRoles.get(kind, question, Side.asTrustor(question), idIn(question.input)),
  ),
  replaceRoles: (question: Question<Named & { readonly payload: ReadonlyArray<RoleId> }>, state: State) => {
    const grants = inAllDivisions(question.input.payload)
    return MemberRoles.replace(kind, question, Side.asTrustor(question), idIn(question.input), grants, state)
  },
  replaceRoleDivisions: (question: Question<Named & { readonly payload: RoleDivisionGrants }>, state: State) => {
    const grants = grantsOf(question.input.payload.grants)
    return MemberRoles.replace(kind, question, Side.asTrustor(question), idIn(question.input), grants, state)
  },
  clearRoles: (question: Question<Named>, state: State) =>
    MemberRoles.clear(kind, question, Side.asTrustor(question), idIn(question.input), state),
})

/**
 * What a trustee asks, below `/trustors/{trustorOrgId}`: it adds members of its own, without roles.
 * @category functions
 * @since 0.1.0
 */
export const forTrustee = <Id extends string, Entity, Named extends NamesTrustor>(
  kind: MemberKind<Id, Entity>,
  idIn: (named: Named) => Id,
) => ({
  list: reading((question: Question<NamesTrustor & PageRequest>) =>
    TrustMembers.list(kind, question, Side.asTrustee(question)),
  ),
  get: reading((question: Question<Named>) =>
    TrustMembers.get(kind, question, Side.asTrustee(question), idIn(question.input)),
  ),
  add: (question: Question<Named>, state: State) => {
    const joining = { id: idIn(question.input), grants: [] }
    return TrustMembers.add(kind, question, Side.asTrustee(question), joining, "Unchanged", state)
  },
  remove: (question: Question<Named>, state: State) =>
    TrustMembers.remove(kind, question, Side.asTrustee(question), idIn(question.input), state),
})
