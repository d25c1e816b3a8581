/**
 * The flags of a trust with Customer Care: what everybody in it may do without any role.
 */
import type { CareTrustOptions } from "../../entities/CareTrust.ts"
import type { TrustDefaults } from "../../lifecycle/Event.ts"

/** A trust without flags, as with everybody but Customer Care. */
export const noFlags: TrustDefaults = { usesDefaultRole: false, hasFullAccess: false, isTrustedUser: false }

/** Whether two trusts give the same without any role. */
export const isSameFlags = (one: TrustDefaults = noFlags, other: TrustDefaults = noFlags): boolean =>
  one.usesDefaultRole === other.usesDefaultRole &&
  one.hasFullAccess === other.hasFullAccess &&
  one.isTrustedUser === other.isTrustedUser

/** The flags that are set by what is asked for. */
export const flagsOf = (options: CareTrustOptions): TrustDefaults => ({
  usesDefaultRole: options.assignDefaultRole === true,
  hasFullAccess: options.assignFullAccess === true,
  isTrustedUser: options.allowTrustedUserAccess === true,
})

/** What is asked for so that flags are set. */
export const optionsOf = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: TrustDefaults) => ({
  assignDefaultRole: usesDefaultRole,
  assignFullAccess: hasFullAccess,
  allowTrustedUserAccess: isTrustedUser,
})

/** The flags that are set, in words. */
export const flagWords = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: TrustDefaults): ReadonlyArray<string> => [
  ...(usesDefaultRole ? ["the Admin role"] : []),
  ...(hasFullAccess ? ["full access"] : []),
  ...(isTrustedUser ? ["the access of a trusted user"] : []),
]
