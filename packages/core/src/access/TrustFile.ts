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
  Schema.Struct({
    role: Schema.String.annotate({ description: "The role, by name or id" }),
    divisions: Schema.Array(Schema.String).annotate({
      description:
        "The divisions in which it is granted, by name or id, at least one; for all of them write the role alone",
    }),
  }),
]).annotate({ expected: "a role, or { role, divisions }" })
/**
 * A role in all divisions, or one in some divisions only.
 * @category models
 * @since 0.1.0
 */
export type RoleEntry = typeof RoleEntry.Type

/** Members and the roles of each, by the name or the id of the user or group. */
const Members = Schema.Record(Schema.String, Schema.Array(RoleEntry))

const flag = (description: string) =>
  Schema.optionalKey(Schema.Boolean.annotate({ description: `${description}; not so unless given` }))

/**
 * What the people of Customer Care may do in a trust without being given a role. The trust
 * needs no pairing.
 * @category schemas
 * @since 0.1.0
 */
export const CustomerCareEntry = Schema.Struct({
  usesDefaultRole: flag("Whether everybody in the trust has the Admin role"),
  hasFullAccess: flag("Whether everybody in the trust may do everything"),
  isTrustedUser: flag("Whether everybody in the trust may look at trusts and who is in them"),
})
/**
 * What the people of Customer Care may do in a trust without being given a role.
 * @category models
 * @since 0.1.0
 */
export type CustomerCareEntry = typeof CustomerCareEntry.Type

/**
 * A partner whose people come into the organization.
 * @category schemas
 * @since 0.1.0
 */
export const TrusteeEntry = Schema.Struct({
  organization: Schema.optionalKey(
    Schema.String.annotate({
      description: "The partner, by name or id; the entry's own key unless given",
    }),
  ),
  enabled: Schema.optionalKey(Schema.Boolean.annotate({ description: "Whether anybody gets in; true unless given" })),
  dateExpired: Schema.optionalKey(
    Schema.String.annotate({
      description: "When the trust ends, such as 2027-01-01T00:00:00Z; never unless given",
    }),
  ),
  users: Schema.optionalKey(
    Members.annotate({
      description: "The users who are let in, by name or id, each with its roles",
    }),
  ),
  groups: Schema.optionalKey(
    Members.annotate({
      description: "The groups whose people are let in, by name or id, each with its roles",
    }),
  ),
  clones: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "The users whose clones may stay; all clones may unless given",
    }),
  ),
  customerCare: Schema.optionalKey(
    CustomerCareEntry.annotate({
      description:
        "That the partner is an organization of the vendor's Customer Care, let in without a pairing, and what its people may do without a role. All of its organizations are let in at once, with the same flags; flags cannot be changed, only a trust without anybody in it be made anew",
    }),
  ),
  strangers: Schema.optionalKey(
    Strangers.annotate({
      description: "What happens to members of this partner that are not in the file; as the file says unless given",
    }),
  ),
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
  organization: Schema.optionalKey(
    Schema.String.annotate({
      description: "The trustor, by name or id; the entry's own key unless given",
    }),
  ),
  users: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "Our users who go there, by name or id; the roles there are the trustor's to give",
    }),
  ),
  groups: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "Our groups whose people go there, by name or id",
    }),
  ),
  strangers: Schema.optionalKey(
    Strangers.annotate({
      description: "What happens to members of this trust that are not in the file; as the file says unless given",
    }),
  ),
})
/**
 * An organization that people of ours go into.
 * @category models
 * @since 0.1.0
 */
export type TrustorEntry = typeof TrustorEntry.Type

const names = (what: string) =>
  Names.annotate({ description: `Names for the ids of ${what}: the file uses them instead of the ids` }).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed<typeof Names.Type>({})),
  )

/**
 * A trust file.
 * @category schemas
 * @since 0.1.0
 */
export const TrustFile = Schema.Struct({
  organization: Schema.String.annotate({
    description: "The organization that the file is about, by name or id; nothing is ever done in another one",
  }),
  strangers: Strangers.annotate({
    description:
      "What happens to what is there and not in the file: it is told (report, unless given), taken away (remove), or left alone without a word (ignore)",
  }).pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed("report" as const))),
  organizations: names("organizations"),
  roles: names("roles of the organization"),
  divisions: names("divisions of the organization"),
  users: names("users"),
  groups: names("groups"),
  trustees: Schema.optionalKey(
    Schema.Record(Schema.String, TrusteeEntry).annotate({
      description: "Who comes in, by partner. Without this section the file says nothing of who does",
    }),
  ),
  trustors: Schema.optionalKey(
    Schema.Record(Schema.String, TrustorEntry).annotate({
      description: "Where our people go, by trustor. Without this section the file says nothing of where they do",
    }),
  ),
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
  if (path.length === 3 && section === "trustees" && kind === "customerCare")
    return Object.keys(CustomerCareEntry.fields)
  if (path.length === 5 && (kind === "users" || kind === "groups")) return Object.keys(RoleEntry.members[1].fields)
  return []
}
