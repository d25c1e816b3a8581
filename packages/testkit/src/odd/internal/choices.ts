/**
 * Implementations that take the other choices where the platform's behaviour is not
 * public: one for each other value of each setting of the profile.
 */
import * as Duration from "effect/Duration"
import * as Equal from "effect/Equal"
import * as Struct from "effect/Struct"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import type { Odd } from "../Odd.ts"
import { marked } from "./worlds.ts"

type Setting = keyof Profile

/** Settings whose values are words. */
type WordSetting = { [K in Setting]: Profile[K] extends string ? K : never }[Setting]

/** A value of a setting, and what it is called. */
interface Choice {
  readonly name: string
  readonly sentence: string
  readonly profile: Partial<Profile>
  readonly isDefault: boolean
}

const hyphened = (words: string): string =>
  words.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "-"}${letter.toLowerCase()}`)

const choice = <K extends Setting>(setting: K, value: Profile[K], name: string, sentence: string): Choice => ({
  name: `${hyphened(setting)}-${hyphened(name)}`,
  sentence,
  profile: { [setting]: value },
  isDefault: Equal.equals(value, defaultProfile[setting]),
})

/** All words that a setting knows: one that is forgotten does not compile. */
const words = <K extends WordSetting>(
  setting: K,
  sentences: Readonly<Record<Profile[K], string>>,
): ReadonlyArray<Choice> => Struct.keys(sentences).map((value) => choice(setting, value, value, sentences[value]))

/** Some numbers or durations, of which the documented ones. */
const numbers = <K extends Exclude<Setting, WordSetting>>(
  setting: K,
  some: ReadonlyArray<readonly [value: Profile[K], name: string, sentence: string]>,
): ReadonlyArray<Choice> => some.map(([value, name, sentence]) => choice(setting, value, name, sentence))

const choices: { readonly [K in Setting]: ReadonlyArray<Choice> } = {
  pairingLifetime: numbers("pairingLifetime", [
    [Duration.hours(48), "two-days", "A pairing can be used for 48 hours."],
    [Duration.days(7), "week", "A pairing can be used for seven days."],
    [Duration.minutes(1), "minute", "A pairing can be used for a minute."],
  ]),
  unknownMember: words("unknownMember", {
    NotFound: "A member in a body that does not exist is a 404.",
    InvalidRequest: "A member in a body that does not exist is a 400.",
  }),
  unknownRole: words("unknownRole", {
    NotFound: "A role or division in a body that does not exist is a 404.",
    InvalidRequest: "A role or division in a body that does not exist is a 400.",
  }),
  duplicateMember: words("duplicateMember", {
    Conflict: "Adding a member again is a conflict.",
    Unchanged: "Adding a member again answers the member, and nothing changes.",
  }),
  memberLimit: numbers("memberLimit", [
    [25, "25", "A trust has at most 25 users and groups."],
    [2, "2", "A trust has at most two users and groups."],
    [1, "1", "A trust has at most one user or group."],
    [1000, "1000", "A trust has at most a thousand users and groups."],
  ]),
  overLimit: words("overLimit", {
    Conflict: "One member, or one clone, too many is a conflict.",
    InvalidRequest: "One member, or one clone, too many is a 400.",
  }),
  updateWithoutEnd: words("updateWithoutEnd", {
    Clear: "An update without an end removes the end.",
    Keep: "An update without an end leaves the end.",
  }),
  endInPast: words("endInPast", {
    Refuse: "A trust cannot be ended by an end in the past.",
    Accept: "A trust can be ended by an end in the past.",
  }),
  maxPageSize: numbers("maxPageSize", [
    [100, "100", "A page has a hundred entities at most."],
    [500, "500", "A page can have five hundred entities."],
    [1, "1", "A page has one entity at most."],
    [5000, "5000", "A page can have five thousand entities."],
  ]),
  permissionRules: words("permissionRules", {
    Current: "The permissions are those that the API asks for now.",
    Seed: "The permissions are those that the API asked for until June 2019.",
  }),
  cloneLimit: numbers("cloneLimit", [
    [5, "5", "A trust has five clones at most."],
    [1, "1", "A trust has one clone at most."],
    [20, "20", "A trust has twenty clones at most."],
  ]),
  autoExpiry: numbers("autoExpiry", [
    [Duration.days(30), "30-days", "A trust with Customer Care expires after thirty days."],
    [Duration.hours(1), "hour", "A trust with Customer Care expires after an hour."],
    [Duration.days(366), "year", "A trust with Customer Care expires after a leap year."],
  ]),
  bulkUnknownId: words("bulkUnknownId", {
    PassOver: "A bulk removal passes over an unknown trust.",
    NotFound: "A bulk removal that names an unknown trust is a 404.",
  }),
  inactiveUser: words("inactiveUser", {
    Refuse: "A client of an inactive user is let in to nothing.",
    LetIn: "A client of an inactive user may do at home what it is permitted.",
  }),
  cloneOfUntrusted: words("cloneOfUntrusted", {
    Remove: "A clone goes with its user's place in the trust.",
    Keep: "A clone stays until the trust ends, whether its user is trusted or not.",
  }),
  careWhenPartly: words("careWhenPartly", {
    AnswerAll: "Letting Customer Care in again answers the trusts with all of it.",
    AnswerMade: "Letting Customer Care in again answers the new trusts alone.",
    Conflict: "Customer Care is not let in where there is a trust with some of it.",
  }),
  auditActor: words("auditActor", {
    Organization: "An audit of what a client without a user did names the organization.",
    Nobody: "An audit of what a client without a user did names nobody.",
  }),
  auditTrust: words("auditTrust", {
    Partner: "An audit names a trust by the reader's partner.",
    Trustee: "An audit names a trust by the trustee, whoever reads it.",
    Trustor: "An audit names a trust by the trustor, whoever reads it.",
  }),
  auditClearing: words("auditClearing", {
    Update: "Taking all roles away is recorded as their change.",
    Delete: "Taking all roles away is recorded as their deletion.",
  }),
  auditLevel: words("auditLevel", {
    User: "All audits are at the level USER.",
    ByCaller: "What a client without a user did is at the level SYSTEM.",
  }),
  auditUnknownWord: words("auditUnknownWord", {
    Refuse: "An audit query with an unknown word is a 400.",
    Ignore: "An unknown word in an audit query is ignored.",
  }),
}

const odd = ({ name, profile, sentence }: Pick<Choice, "name" | "sentence" | "profile">): Odd => ({
  name,
  sentence,
  platform: { profile, ...(profile.permissionRules === "Seed" && { world: marked }) },
})

const others = Object.values(choices).map((all) => all.filter(({ isDefault }) => !isDefault))

/** All choices taken the other way at once; where there are several others, the one at this place. */
const together = (which: "first" | "last", at: number): Odd => {
  const profile: Partial<Profile> = Object.assign({}, ...others.map((other) => other.at(at)?.profile))
  return odd({
    name: `every-${which}-other-choice`,
    sentence: `Every choice is taken the other way, where there are several the ${which}.`,
    profile,
  })
}

/** Implementations that take the other choices: each alone, and all at once. */
export const odds: ReadonlyArray<Odd> = [...others.flat().map(odd), together("first", 0), together("last", -1)]
