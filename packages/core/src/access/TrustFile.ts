/**
 * The trust file: who may come into an organization, and where its own people go,
 * written down. What is here is the file as people write it, in YAML or JSON, with
 * names for ids; `Desired` is the same with every name resolved.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * What happens to what is there and is not in the file: it is told (`report`), taken
 * away (`remove`), or left alone without a word (`ignore`).
 * @category schemas
 * @since 0.1.0
 */
export const Strangers = Schema.Literals(["report", "remove", "ignore"])
/**
 * What happens to what is there and is not in the file.
 * @category models
 * @since 0.1.0
 */
export type Strangers = typeof Strangers.Type

/** Names that the file gives to ids. They hold all over the file. */
const Names = Schema.Record(Schema.String, Schema.String)

/**
 * A role in all divisions, by its name in the file or by its id; or one in some divisions only.
 * @category schemas
 * @since 0.1.0
 */
export const RoleEntry = Schema.Union([
  Schema.String,
  Schema.Struct({ role: Schema.String, divisions: Schema.Array(Schema.String) }),
]).annotate({ expected: "a role, or { role, divisions }" })
/**
 * A role in all divisions, or one in some divisions only.
 * @category models
 * @since 0.1.0
 */
export type RoleEntry = typeof RoleEntry.Type

/** Members and the roles of each, by the name or the id of the user or group. */
const Members = Schema.Record(Schema.String, Schema.Array(RoleEntry))

/**
 * A partner whose people come into the organization.
 * @category schemas
 * @since 0.1.0
 */
export const TrusteeEntry = Schema.Struct({
  /** The partner, by name or id; the entry's own key unless given. */
  organization: Schema.optionalKey(Schema.String),
  /** Whether anybody gets in; true unless given. */
  enabled: Schema.optionalKey(Schema.Boolean),
  /** When the trust ends, such as `2027-01-01T00:00:00Z`; never unless given. */
  dateExpired: Schema.optionalKey(Schema.String),
  users: Schema.optionalKey(Members),
  groups: Schema.optionalKey(Members),
  /** The users whose clones may stay; all clones may unless given. */
  clones: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Of this partner's members; as the file says unless given. */
  strangers: Schema.optionalKey(Strangers),
})
/**
 * A partner whose people come into the organization.
 * @category models
 * @since 0.1.0
 */
export type TrusteeEntry = typeof TrusteeEntry.Type

/**
 * An organization that people of ours go into. Their roles there are the trustor's to give.
 * @category schemas
 * @since 0.1.0
 */
export const TrustorEntry = Schema.Struct({
  /** The trustor, by name or id; the entry's own key unless given. */
  organization: Schema.optionalKey(Schema.String),
  users: Schema.optionalKey(Schema.Array(Schema.String)),
  groups: Schema.optionalKey(Schema.Array(Schema.String)),
  strangers: Schema.optionalKey(Strangers),
})
/**
 * An organization that people of ours go into.
 * @category models
 * @since 0.1.0
 */
export type TrustorEntry = typeof TrustorEntry.Type

const names = Names.pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed<typeof Names.Type>({})))

/**
 * A trust file.
 * @category schemas
 * @since 0.1.0
 */
export const TrustFile = Schema.Struct({
  /** The organization that the file is about; nothing is ever done in another one. */
  organization: Schema.String,
  strangers: Strangers.pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed("report" as const))),
  organizations: names,
  roles: names,
  divisions: names,
  users: names,
  groups: names,
  /** Who comes in. Without this section the file says nothing of who does. */
  trustees: Schema.optionalKey(Schema.Record(Schema.String, TrusteeEntry)),
  /** Where our people go. Without this section the file says nothing of where they do. */
  trustors: Schema.optionalKey(Schema.Record(Schema.String, TrustorEntry)),
}).annotate({ identifier: "TrustFile" })
/**
 * A trust file.
 * @category models
 * @since 0.1.0
 */
export type TrustFile = typeof TrustFile.Type

/**
 * A mistake in a file that people write: where, and what would be right.
 * @category models
 * @since 0.1.0
 */
export interface Mistake {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/**
 * The keys that the file has at a place; none where it is for the file to name them.
 * @category functions
 * @since 0.1.0
 */
export const keysAt = (path: ReadonlyArray<string | number>): ReadonlyArray<string> => {
  const [section, , kind] = path
  if (path.length === 0) return Object.keys(TrustFile.fields)
  if (path.length === 2 && section === "trustees") return Object.keys(TrusteeEntry.fields)
  if (path.length === 2 && section === "trustors") return Object.keys(TrustorEntry.fields)
  if (path.length === 5 && (kind === "users" || kind === "groups")) return Object.keys(RoleEntry.members[1].fields)
  return []
}
