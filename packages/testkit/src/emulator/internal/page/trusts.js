/**
 * The trusts: how each of them is, and the list of them in words.
 */

/** @import { SeenMember, SeenTrust, Snapshot } from "../look/Snapshot.ts" */
/** @import { Names } from "./names.js" */
import { counted, find, make, whenChanged } from "./dom.js"
import { duration, moment } from "./time.js"

/** @typedef {"enabled" | "ending" | "disabled" | "ended" | "removed"} Standing */

/**
 * A trust as it is shown.
 * @typedef {object} Shown
 * @property {string} trustorOrgId
 * @property {string} trusteeOrgId
 * @property {Standing} standing
 * @property {string} says how it stands, in words
 * @property {string} holds what is in it, in words
 * @property {SeenTrust} [trust] absent where it was removed
 */

/**
 * @param {SeenTrust} trust
 * @param {number} now
 * @returns {Pick<Shown, "standing" | "says">}
 */
const standingOf = ({ dateExpired, enabled }, now) => {
  const end = dateExpired === undefined ? undefined : Date.parse(dateExpired)
  if (end !== undefined && end <= now) return { standing: "ended", says: "ended" }
  if (!enabled) return { standing: "disabled", says: "disabled" }
  if (end !== undefined) return { standing: "ending", says: `ends in ${duration(roughly(end - now))}` }
  return { standing: "enabled", says: "enabled" }
}

/**
 * Without what changes each second, unless the end is near.
 * @param {number} millis
 */
const roughly = (millis) => (millis > 60_000 ? Math.floor(millis / 60_000) * 60_000 : millis)

/** @param {SeenTrust} trust */
const holdsOf = ({ groupCount, userCount }) =>
  [
    ...(userCount > 0 ? [counted(userCount, "person", "people")] : []),
    ...(groupCount > 0 ? [counted(groupCount, "group")] : []),
  ].join(", ") || "nobody"

/**
 * All trusts that are shown, the removed ones last.
 * @param {Pick<Snapshot, "trusts" | "ended">} snapshot
 * @param {number} now
 * @returns {ReadonlyArray<Shown>}
 */
export const shownTrusts = ({ ended, trusts }, now) => [
  ...trusts.map((trust) => ({
    trustorOrgId: trust.trustorOrgId,
    trusteeOrgId: trust.trusteeOrgId,
    ...standingOf(trust, now),
    holds: holdsOf(trust),
    trust,
  })),
  ...ended.map(({ at, trusteeOrgId, trustorOrgId }) => ({
    trustorOrgId,
    trusteeOrgId,
    standing: /** @type {const} */ ("removed"),
    says: "removed",
    holds: `on ${moment(Date.parse(at))}`,
  })),
]

/**
 * @param {string} title
 * @param {ReadonlyArray<SeenMember>} members
 * @param {number} count
 * @param {(id: string) => string} nameOf
 * @param {(member: SeenMember) => string} rolesOf
 */
const memberList = (title, members, count, nameOf, rolesOf) =>
  count > 0 && [
    make("dt", {}, title),
    make(
      "dd",
      {},
      make(
        "ul",
        { class: "members" },
        ...members.map((member) =>
          make("li", {}, nameOf(member.id), make("span", { class: "roles" }, ` ${rolesOf(member)}`)),
        ),
        count > members.length && make("li", {}, `and ${count - members.length} more`),
      ),
    ),
  ]

/**
 * @param {SeenTrust} trust
 * @param {Names} names
 */
const details = (trust, names) => {
  const { cloneIds, createdBy, dateCreated, dateExpired, trusteeOrgId, trustorOrgId } = trust
  const rolesOf = (/** @type {SeenMember} */ { grants }) =>
    grants.length === 0 ? "no role" : grants.map((grant) => names.grant(trustorOrgId, grant)).join(", ")
  const person = (/** @type {string} */ id) => names.person(trusteeOrgId, id)
  return make(
    "dl",
    {},
    ...[
      memberList("People", trust.users, trust.userCount, person, rolesOf),
      memberList("Groups", trust.groups, trust.groupCount, (id) => names.group(trusteeOrgId, id), rolesOf),
      cloneIds.length > 0 && [make("dt", {}, "Clones"), make("dd", {}, cloneIds.map(person).join(", "))],
      dateExpired !== undefined && [make("dt", {}, "Ends"), make("dd", {}, moment(Date.parse(dateExpired)))],
      [make("dt", {}, "Made"), make("dd", {}, `${moment(Date.parse(dateCreated))} by ${names.actor(createdBy)}`)],
    ].flatMap((part) => (part === false ? [] : part)),
  )
}

/** Keeps the list of trusts up to date. */
export const showTrusts = whenChanged(
  /** @param {{ readonly trusts: ReadonlyArray<Shown>; readonly names: Names }} value */
  ({ names, trusts }) =>
    find("trust-list", HTMLUListElement).replaceChildren(
      ...trusts.map(({ holds, says, standing, trust, trusteeOrgId, trustorOrgId }) =>
        make(
          "li",
          {},
          make(
            "p",
            { class: "who" },
            make("strong", {}, names.organization(trusteeOrgId)),
            standing === "removed" ? " was in " : " is in ",
            make("strong", {}, names.organization(trustorOrgId)),
            " ",
            make("span", { class: `badge ${standing}` }, says),
            trust?.isCare === true && make("span", { class: "badge" }, "Customer Care"),
          ),
          trust === undefined ? make("p", { class: "hint" }, holds) : details(trust, names),
        ),
      ),
    ),
)
