/**
 * The decisions file: the questions of an access review, and what people answered. What
 * is here is the file as people write it, in YAML or JSON; `Decisions` is the same with
 * every name resolved.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { RoleEntry } from "./TrustFile.ts"

/**
 * What can be decided: it stays as it is (`keep`), it goes (`remove`), or it stays for a
 * shorter time, or with fewer roles (`shorten`).
 * @category schemas
 * @since 0.1.0
 */
export const Choice = Schema.Literals(["keep", "remove", "shorten"]).annotate({ expected: "keep, remove or shorten" })
/**
 * What can be decided.
 * @category models
 * @since 0.1.0
 */
export type Choice = typeof Choice.Type

/**
 * What becomes of what nobody answered by the date.
 * @category schemas
 * @since 0.1.0
 */
export const Unanswered = Schema.Literals(["keep", "remove"]).annotate({ expected: "keep or remove" })
/**
 * What becomes of what nobody answered by the date.
 * @category models
 * @since 0.1.0
 */
export type Unanswered = typeof Unanswered.Type

/** In YAML a key with nothing behind it is null: not answered yet. */
const blank = <S extends Schema.Top>(schema: S) => Schema.optionalKey(Schema.NullOr(schema))

/**
 * A question: who still needs a trust as a whole, or one user or group of it? Its answer
 * stands beside it.
 * @category schemas
 * @since 0.1.0
 */
export const QuestionEntry = Schema.Struct({
  /** The partner whose trust it is, by name or id. */
  trust: Schema.String,
  /** The user whom it is about, by name or id; the trust as a whole without this and `group`. */
  user: Schema.optionalKey(Schema.String),
  /** The group that it is about, by name or id. */
  group: Schema.optionalKey(Schema.String),
  /** For people to read: who it is, and since when. */
  about: Schema.String,
  /** The roles that the user or group had when it was asked. */
  has: Schema.optionalKey(Schema.Array(RoleEntry)),
  recommendation: Choice,
  /** Why that is recommended. */
  reason: Schema.String,
  decision: blank(Choice),
  /** Who decided. */
  by: blank(Schema.String),
  /** The day of the decision, such as `2027-01-31`. */
  on: blank(Schema.String),
  /** With `shorten`, for a trust: when it ends, such as `2027-01-31T00:00:00Z`. */
  until: blank(Schema.String),
  /** With `shorten`, for a user or group: the roles that stay. `["*"]` as divisions means all of them. */
  keeps: blank(Schema.Array(RoleEntry)),
  /** What the person who decided wants to say. */
  note: blank(Schema.String),
})
/**
 * A question with its answer.
 * @category models
 * @since 0.1.0
 */
export type QuestionEntry = typeof QuestionEntry.Type

const Names = Schema.Record(Schema.String, Schema.String)
const names = Names.pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed<typeof Names.Type>({})))

/**
 * A decisions file.
 * @category schemas
 * @since 0.1.0
 */
export const DecisionFile = Schema.Struct({
  /** The organization that was reviewed. */
  organization: Schema.String,
  /** When it was asked, such as `2026-12-01T08:00:00Z`. */
  asked: Schema.String,
  /** The last day for answers, such as `2026-12-15`, to its end in UTC. */
  answerBy: Schema.String,
  unanswered: Unanswered,
  organizations: names,
  roles: names,
  divisions: names,
  users: names,
  groups: names,
  questions: Schema.Array(QuestionEntry),
}).annotate({ identifier: "DecisionFile" })
/**
 * A decisions file.
 * @category models
 * @since 0.1.0
 */
export type DecisionFile = typeof DecisionFile.Type

/**
 * The keys that the file has at a place; none where it is for the file to name them.
 * @category functions
 * @since 0.1.0
 */
export const keysAt = (path: ReadonlyArray<string | number>): ReadonlyArray<string> => {
  if (path.length === 0) return Object.keys(DecisionFile.fields)
  if (path.length === 2 && path[0] === "questions") return Object.keys(QuestionEntry.fields)
  if (path.length === 4 && path[0] === "questions") return Object.keys(RoleEntry.members[1].fields)
  return []
}
