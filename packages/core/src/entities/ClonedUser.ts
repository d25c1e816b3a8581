/**
 * A trusted user who has been cloned into the trustor organization (API models
 * `ClonedUser`, `ClonedUserEntityListing`). A clone does agent work there, which a
 * trusted user cannot.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { UserId } from "../Identifiers.ts"

/** An entity of another organization by reference (API model `DomainEntityRef`). */
export const DomainEntityRef = Schema.Struct({
  id: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String),
  selfUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "DomainEntityRef" })
/** An entity of another organization by reference. */
export type DomainEntityRef = typeof DomainEntityRef.Type

/** A cloned user, by the id of the user at home. Everything but the id may be missing. */
export class ClonedUser extends Schema.Class<ClonedUser>("ClonedUser")({
  id: UserId,
  name: Schema.optionalKey(Schema.String),
  /** The trustor organization, which the clone lives in. */
  trustor: Schema.optionalKey(DomainEntityRef),
  selfUri: Schema.optionalKey(Schema.String),
}) {}

/** The clones of a trust: so few that they are not paged. */
export const ClonedUserEntityListing = Schema.Struct({
  entities: Schema.Array(ClonedUser).pipe(
    Schema.withDecodingDefaultTypeKey(Effect.succeed<ReadonlyArray<ClonedUser>>([])),
  ),
  total: Schema.optionalKey(Schema.Finite),
  selfUri: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "ClonedUserEntityListing" })
/** The clones of a trust. */
export type ClonedUserEntityListing = typeof ClonedUserEntityListing.Type
