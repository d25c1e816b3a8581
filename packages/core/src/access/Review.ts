/**
 * The access review: who comes in, since when and until when, with which roles, through
 * what, and what they may do; and what is to be looked at. A pure function of what there
 * is, of the trust file where there is one, and of the time.
 */
import { isTrustOpen } from "../lifecycle/EffectiveAccess.ts"
import type { GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import { findingsOf } from "../internal/access/findings.ts"
import { type Access, accessOf, type Right, type Through, type Where } from "./Access.ts"
import { counted } from "./Describe.ts"
import { type Directory, learn } from "./Directory.ts"
import type {
  Review,
  ReviewedMember,
  ReviewedPartner,
  ReviewedRight,
  ReviewedRole,
  ReviewSettings,
} from "./Reviewed.ts"
import type { SeenMember, SeenTrustee, Snapshot } from "./Snapshot.ts"

const rightKey = (right: Right): string => (right.kind === "permission" ? right.permission : JSON.stringify(right))

const whereKey = (where: Where): string => (where.kind === "division" ? where.divisionId : where.kind)

const rightsOf = (access: ReadonlyArray<Access>): ReadonlyArray<ReviewedRight> => {
  const rights = new Map<string, { right: Right; wheres: Map<string, Where>; isCertain: boolean }>()
  for (const { isCertain, right, where } of access) {
    const key = rightKey(right)
    const known = rights.get(key) ?? { right, wheres: new Map<string, Where>(), isCertain: false }
    known.wheres.set(whereKey(where), where)
    known.isCertain ||= isCertain
    rights.set(key, known)
  }
  return Array.from(rights)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { isCertain, right, wheres }]) => {
      const all = wheres.get("all")
      return { right, isCertain, wheres: all === undefined ? [...wheres.values()] : [all] }
    })
}

/** What a member's reading says it may do counts, though it be not known through which role. */
const withReading = (rights: ReadonlyArray<ReviewedRight>, { permissions }: SeenMember): ReadonlyArray<ReviewedRight> =>
  rights.map((each) =>
    each.right.kind === "permission" && permissions?.has(each.right.permission) === true
      ? { ...each, isCertain: true }
      : each,
  )

const rolesOf = ({ grants, roles }: SeenMember, groupId?: GroupId): ReadonlyArray<ReviewedRole> => {
  const through = (roleId: RoleId): Through =>
    groupId === undefined ? { kind: "own", roleId } : { kind: "group", groupId, roleId }
  return grants === undefined
    ? Array.from(roles, (roleId) => ({ through: through(roleId), where: { kind: "unseen" } }))
    : grants.map(({ divisionId, roleId }) => ({
        through: through(roleId),
        where: divisionId === undefined ? { kind: "all" } : { kind: "division", divisionId },
      }))
}

const about = ({ since, size, state }: Partial<SeenMember>) => ({
  ...(since !== undefined && { since }),
  ...(state !== undefined && { state }),
  ...(size !== undefined && { size }),
})

const membersOf = (
  partner: OrganizationId,
  trustee: SeenTrustee,
  directory: Directory,
  access: ReadonlyMap<string, ReadonlyArray<Access>>,
  { lastSeen }: ReviewSettings,
  nameOf: (id: string) => string,
): ReadonlyArray<ReviewedMember> => {
  const people = directory.groups.get(partner)
  const throughGroups = new Map<UserId, Array<GroupId>>()
  for (const groupId of trustee.groups.keys()) {
    for (const userId of people?.get(groupId) ?? []) {
      throughGroups.set(userId, [...(throughGroups.get(userId) ?? []), groupId])
    }
  }
  const userIds = new Set([...trustee.users.keys(), ...throughGroups.keys()])
  const seen = (id: string) => {
    const at = lastSeen?.get(id)
    return at === undefined ? {} : { lastSeen: at }
  }
  const users = Array.from(userIds, (id): ReviewedMember => {
    const own = trustee.users.get(id)
    const rights = rightsOf(access.get(`user ${id}`) ?? [])
    return {
      partner,
      kind: "user",
      id,
      name: nameOf(id),
      isByName: own !== undefined,
      isCloned: trustee.clones.has(id),
      ...about(own ?? {}),
      ...seen(id),
      roles: [
        ...(own === undefined ? [] : rolesOf(own)),
        ...(throughGroups.get(id) ?? []).flatMap((groupId) => {
          const group = trustee.groups.get(groupId)
          return group === undefined ? [] : rolesOf(group, groupId)
        }),
      ],
      rights: own === undefined ? rights : withReading(rights, own),
    }
  })
  const groups = Array.from(trustee.groups, ([id, group]): ReviewedMember => ({
    partner,
    kind: "group",
    id,
    name: nameOf(id),
    isByName: true,
    isCloned: false,
    ...about(group),
    ...(people?.get(id) !== undefined && { size: people.get(id)?.size ?? 0 }),
    roles: rolesOf(group, id),
    rights: withReading(rightsOf(access.get(`group ${id}`) ?? []), group),
  }))
  return [...users, ...groups]
}

const limitsOf = (snapshot: Snapshot, directory: Directory): ReadonlyArray<string> => {
  const members = [...snapshot.trustees.values()].flatMap(({ groups, users }) => [
    ...users.values(),
    ...groups.values(),
  ])
  const unseen = members.filter(({ grants, roles }) => grants === undefined && roles.size > 0).length
  const closed = Array.from(snapshot.trustees).flatMap(([partner, { groups }]) =>
    [...groups.keys()].filter((id) => directory.groups.get(partner)?.has(id) !== true),
  ).length
  return [
    ...(unseen === 0
      ? []
      : [`In which divisions the roles of ${counted(unseen, "member")} hold cannot be seen through the API.`]),
    ...(closed === 0 ? [] : [`Who is in ${closed} of the groups cannot be seen through the API.`]),
  ]
}

/**
 * Makes the review.
 * @category constructors
 * @since 0.1.0
 */
export const review = (snapshot: Snapshot, settings: ReviewSettings): Review => {
  const { now } = settings
  const directory = learn(snapshot, settings.directory)
  const names = new Map<string, string>(directory.names)
  const nameOf = (id: string): string => names.get(id) ?? id
  const byPartner = new Map<OrganizationId, Map<string, Array<Access>>>()
  for (const each of accessOf(snapshot, directory, now)) {
    const rows = byPartner.get(each.partner) ?? new Map<string, Array<Access>>()
    byPartner.set(each.partner, rows)
    const key = `${each.subject.kind} ${each.subject.id}`
    const known = rows.get(key)
    if (known === undefined) rows.set(key, [each])
    else known.push(each)
  }
  // What a group gives stands in the row of the group too, where it is known who is in it.
  const groupsAlone = new Map<OrganizationId, Map<string, Array<Access>>>()
  for (const each of accessOf(snapshot, { ...directory, groups: new Map() }, now)) {
    if (each.subject.kind !== "group") continue
    const rows = groupsAlone.get(each.partner) ?? new Map<string, Array<Access>>()
    groupsAlone.set(each.partner, rows)
    const key = `group ${each.subject.id}`
    rows.set(key, [...(rows.get(key) ?? []), each])
  }
  const partners = Array.from(snapshot.trustees, ([id, trustee]): ReviewedPartner => {
    const { dateExpired, defaults, enabled, since } = trustee
    const access = new Map([...(byPartner.get(id) ?? []), ...(groupsAlone.get(id) ?? [])])
    return {
      id,
      name: nameOf(id),
      isOpen: isTrustOpen({ settings: trustee }, now),
      enabled,
      isCare: defaults !== undefined,
      ...(since !== undefined && { since }),
      ...(dateExpired !== undefined && { until: dateExpired }),
      members: membersOf(id, trustee, directory, access, settings, nameOf),
    }
  })
  return {
    organizationId: snapshot.organizationId,
    organizationName: nameOf(snapshot.organizationId),
    at: now,
    partners,
    findings: findingsOf(snapshot, partners, settings, nameOf),
    nameOf,
    limits: limitsOf(snapshot, directory),
  }
}
