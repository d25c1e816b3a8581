/**
 * Arbitrary profiles: every combination of the choices that the model can take,
 * with limits small enough to be reached.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import { oneOf, upTo } from "./Numbers.ts"

/**
 * Any profile; it shrinks towards the default choices.
 * @category arbitraries
 * @since 0.1.0
 */
export const profiles: Arbitrary.Arbitrary<Profile> = Arbitrary.all({
  pairingLifetime: oneOf(Duration.hours(48), Duration.hours(48), Duration.minutes(1), Duration.days(7)),
  unknownMember: oneOf<Profile["unknownMember"]>("NotFound", "InvalidRequest"),
  unknownRole: oneOf<Profile["unknownRole"]>("NotFound", "InvalidRequest"),
  duplicateMember: oneOf<Profile["duplicateMember"]>("Conflict", "Unchanged"),
  memberLimit: oneOf(25, 3, 2, 4),
  overLimit: oneOf<Profile["overLimit"]>("Conflict", "InvalidRequest"),
  updateWithoutEnd: oneOf<Profile["updateWithoutEnd"]>("Clear", "Keep"),
  endInPast: oneOf<Profile["endInPast"]>("Refuse", "Accept"),
  maxPageSize: Arbitrary.map(upTo(99), (less) => 100 - less),
  permissionRules: oneOf<Profile["permissionRules"]>("Current", "Seed"),
  cloneLimit: oneOf(5, 1, 1, 2),
  autoExpiry: oneOf(Duration.days(30), Duration.hours(1)),
  bulkUnknownId: oneOf<Profile["bulkUnknownId"]>("PassOver", "NotFound"),
  inactiveUser: oneOf<Profile["inactiveUser"]>("Refuse", "LetIn"),
  cloneOfUntrusted: oneOf<Profile["cloneOfUntrusted"]>("Remove", "Keep"),
  careWhenPartly: oneOf<Profile["careWhenPartly"]>("AnswerAll", "AnswerMade", "Conflict"),
  auditActor: oneOf<Profile["auditActor"]>("Organization", "Nobody"),
  auditTrust: oneOf<Profile["auditTrust"]>("Partner", "Trustee", "Trustor"),
  auditClearing: oneOf<Profile["auditClearing"]>("Update", "Delete"),
  auditLevel: oneOf<Profile["auditLevel"]>("User", "ByCaller"),
  auditUnknownWord: oneOf<Profile["auditUnknownWord"]>("Refuse", "Ignore"),
})
