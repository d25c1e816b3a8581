/**
 * Ids that a reader can tell apart: the first block says which organization, the
 * second of what kind, the last counts.
 */

const kinds = { organization: 0, user: 1, group: 2, role: 3, division: 4, client: 5, pairing: 6, audit: 7 } as const

/**
 * What an id is the id of.
 * @category models
 * @since 0.1.0
 */
export type Kind = keyof typeof kinds

/**
 * A UUID of a kind; `owner` is the hexadecimal digit of its organization.
 * @category functions
 * @since 0.1.0
 */
export const readableId = (owner: number, kind: Kind, count: number): string => {
  const first = (owner % 16).toString(16).repeat(8)
  const second = String(kinds[kind]).repeat(4)
  return `${first}-${second}-4000-8000-${String(count).padStart(12, "0").slice(-12)}`
}

/**
 * The owner that no world of this package has: ids of it name nothing.
 * @category constants
 * @since 0.1.0
 */
export const nobody = 9
