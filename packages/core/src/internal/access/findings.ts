/**
 * What an access review finds.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { OrganizationId } from "../../Identifiers.ts"
import type { TrustDefaults } from "../../lifecycle/Event.ts"
import { counted } from "../../access/Describe.ts"
import type { Finding, ReviewedMember, ReviewedPartner, ReviewSettings } from "../../access/Reviewed.ts"
import { type ReviewRuleId, reviewRules, severities } from "../../access/ReviewRule.ts"
import type { SeenTrustee, SeenTrustor, Snapshot } from "../../access/Snapshot.ts"
import { flagWords, noFlags } from "./careFlags.ts"

type NameOf = (id: string) => string

interface Subject {
  readonly kind: "user" | "group"
  readonly id: string
}

/** Permissions by which somebody gives access to others. */
const isAdministrative = (permission: string): boolean =>
  permission === "admin" ||
  permission === "role_manager" ||
  (/^(authorization:(orgTrust|role|grant|division)|directory:user:|oauth:client:)/.test(permission) &&
    /:(add|edit|delete|assign|\*)$/.test(permission))

const day = (time: DateTime.Utc): string => DateTime.formatIsoDateUtc(time)

const listed = (words: ReadonlyArray<string>): string =>
  words.length <= 3 ? words.join(", ") : `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`

const makeFind =
  (partner: OrganizationId, nameOf: NameOf) =>
  (rule: ReviewRuleId, message: string, subject?: Subject): Finding => ({
    rule,
    severity: reviewRules[rule].severity,
    partner,
    ...(subject !== undefined && { subject: { kind: subject.kind, id: subject.id, name: nameOf(subject.id) } }),
    message,
  })

type Find = ReturnType<typeof makeFind>

const careText = (flags: TrustDefaults, until: DateTime.Utc | undefined): string => {
  const rights = flagWords(flags).join(" and ") || "nothing"
  return `without a role everybody in it has ${rights}, ${until === undefined ? "without end" : `until ${day(until)}`}`
}

const ofTrust = (
  find: Find,
  partner: ReviewedPartner,
  { defaults }: SeenTrustee,
  { now, soonDays = 30 }: ReviewSettings,
): ReadonlyArray<Finding> => {
  const { enabled, members, name, until } = partner
  const isOver = until !== undefined && DateTime.isLessThanOrEqualTo(until, now)
  const isSoon =
    until !== undefined &&
    !isOver &&
    DateTime.isLessThanOrEqualTo(until, DateTime.addDuration(now, Duration.days(soonDays)))
  return [
    ...(until === undefined ? [find("no-end-date", `The trust with ${name} never ends.`)] : []),
    ...(isSoon ? [find("ends-soon", `The trust with ${name} ends on ${day(until)}.`)] : []),
    ...(isOver ? [find("ended-but-there", `The trust with ${name} ended on ${day(until)} and is still there.`)] : []),
    ...(!enabled && members.length > 0
      ? [
          find(
            "disabled-with-members",
            `The trust with ${name} is disabled and has ${counted(members.length, "member")}.`,
          ),
        ]
      : []),
    ...(defaults !== undefined && enabled && !isOver
      ? [find("care-still-in", `${name} is let in: ${careText(defaults, until)}.`)]
      : []),
  ]
}

const ofMember = (
  find: Find,
  { isCare, name: partner }: ReviewedPartner,
  member: ReviewedMember,
  { largeGroup = 20 }: ReviewSettings,
): ReadonlyArray<Finding> => {
  if (!member.isByName) return []
  const { id, kind, name, rights, roles, size = 0, state } = member
  const subject: Subject = { kind, id }
  const permissions = rights.flatMap(({ isCertain, right }) =>
    right.kind === "permission" && isCertain ? [right.permission] : [],
  )
  const wild = permissions.filter((permission) => permission.includes("*"))
  const powers = permissions.filter((permission) => isAdministrative(permission) && !permission.includes("*"))
  const who = `${kind === "group" ? "The group " : ""}${name} of ${partner}`
  return [
    ...(roles.length === 0 && !isCare ? [find("member-without-roles", `${who} has no roles.`, subject)] : []),
    ...(roles.some(({ where }) => where.kind === "all")
      ? [find("roles-in-all-divisions", `${who} has roles in all divisions.`, subject)]
      : []),
    ...(wild.length > 0 ? [find("wildcard-permission", `${who} may do ${listed(wild)}.`, subject)] : []),
    ...(powers.length > 0 ? [find("administrator-permission", `${who} may do ${listed(powers)}.`, subject)] : []),
    ...(state === "inactive" || state === "deleted"
      ? [find("inactive-user", `${who} is ${state} at home.`, subject)]
      : []),
    ...(kind === "group" && size >= largeGroup
      ? [find("large-group", `${who} lets ${counted(size, "person", "people")} in.`, subject)]
      : []),
  ]
}

const ofClones = (
  find: Find,
  { isOpen, name: partner }: ReviewedPartner,
  { clones, groups, users }: SeenTrustee,
  allowed: ReadonlySet<string> | undefined,
  nameOf: NameOf,
): ReadonlyArray<Finding> =>
  [...clones].flatMap((id) => {
    const reasons = [
      ...(isOpen ? [] : ["the trust lets nobody in"]),
      // A group may let the owner in all the same; who is in it cannot be seen.
      ...(users.has(id) || groups.size > 0 ? [] : ["its owner is not in the trust"]),
      ...(allowed?.has(id) === false ? ["the trust file does not let it stay"] : []),
    ]
    return reasons.length === 0
      ? []
      : [
          find(
            "clone-outlived",
            `The clone of ${nameOf(id)} of ${partner} is still there: ${reasons.join(", and ")}.`,
            {
              kind: "user",
              id,
            },
          ),
        ]
  })

const kinds = [
  ["user", "users"],
  ["group", "groups"],
] as const

const idsOf = (members: ReadonlyMap<string, unknown>): ReadonlySet<string> => new Set(members.keys())

/** What everybody has by the flags of one and not by those of the other. */
const unasked = (given: TrustDefaults = noFlags, asked: TrustDefaults = noFlags): ReadonlyArray<string> => {
  const known = new Set(flagWords(asked))
  return flagWords(given).filter((words) => !known.has(words))
}

const ofFile = (snapshot: Snapshot, { desired }: ReviewSettings, nameOf: NameOf): ReadonlyArray<Finding> => {
  if (desired?.trustees === undefined) return []
  const asked = desired.trustees
  const there = Array.from(snapshot.trustees).flatMap(([id, seen]) => {
    const find = makeFind(id, nameOf)
    const wanted = asked.get(id)
    if (wanted === undefined) return [find("not-in-file", `The trust file does not name ${nameOf(id)}.`)]
    const flags = listed(unasked(seen.defaults, wanted.care))
    const beside = `The trust file does not give everybody of ${nameOf(id)} ${flags}, as the flags of the trust do.`
    const ofFlags = flags === "" ? [] : [find("not-in-file", beside)]
    const ofMembers = kinds.flatMap(([kind, members]) => {
      const known: ReadonlySet<string> = idsOf(wanted[members])
      return [...idsOf(seen[members])]
        .filter((member) => !known.has(member))
        .map((member) =>
          find("not-in-file", `The trust file does not name ${nameOf(member)} of ${nameOf(id)}.`, { kind, id: member }),
        )
    })
    return [...ofFlags, ...ofMembers]
  })
  const missing = Array.from(asked).flatMap(([id, wanted]) => {
    const find = makeFind(id, nameOf)
    const seen = snapshot.trustees.get(id)
    if (seen === undefined) return [find("not-there", `There is no trust with ${nameOf(id)}.`)]
    const flags = listed(unasked(wanted.care, seen.defaults))
    const lacking = `The flags of the trust with ${nameOf(id)} do not give ${flags}, as the trust file does.`
    const ofFlags = flags === "" ? [] : [find("not-there", lacking)]
    const ofMembers = kinds.flatMap(([kind, members]) => {
      const known: ReadonlySet<string> = idsOf(seen[members])
      return [...idsOf(wanted[members])]
        .filter((member) => !known.has(member))
        .map((member) =>
          find("not-there", `${nameOf(member)} is not in the trust with ${nameOf(id)}.`, { kind, id: member }),
        )
    })
    return [...ofFlags, ...ofMembers]
  })
  return [...there, ...missing]
}

const ofOtherSide = (
  find: Find,
  partner: ReviewedPartner,
  seen: SeenTrustee,
  other: SeenTrustor | undefined,
  nameOf: NameOf,
): ReadonlyArray<Finding> => {
  if (other === undefined) return []
  return kinds.flatMap(([kind, members]) => {
    const ours: ReadonlySet<string> = idsOf(seen[members])
    const theirs: ReadonlySet<string> = other[members]
    const say = (id: string, message: string) => find("sides-disagree", message, { kind, id })
    return [
      ...[...ours]
        .filter((id) => !theirs.has(id))
        .map((id) => say(id, `${partner.name} does not see ${nameOf(id)} in the trust.`)),
      ...[...theirs]
        .filter((id) => !ours.has(id))
        .map((id) => say(id, `Only ${partner.name} sees ${nameOf(id)} in the trust.`)),
    ]
  })
}

/** Everything there is to find, the worst first. */
export const findingsOf = (
  snapshot: Snapshot,
  partners: ReadonlyArray<ReviewedPartner>,
  settings: ReviewSettings,
  nameOf: NameOf,
): ReadonlyArray<Finding> => {
  const found = partners.flatMap((partner) => {
    const seen = snapshot.trustees.get(partner.id)
    const find = makeFind(partner.id, nameOf)
    if (seen === undefined) return []
    return [
      ...ofTrust(find, partner, seen, settings),
      ...partner.members.flatMap((member) => ofMember(find, partner, member, settings)),
      ...ofClones(find, partner, seen, settings.desired?.trustees?.get(partner.id)?.clones, nameOf),
      ...ofOtherSide(find, partner, seen, settings.otherSides?.get(partner.id), nameOf),
    ]
  })
  return [...found, ...ofFile(snapshot, settings, nameOf)].toSorted(
    (one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity),
  )
}
