/**
 * Failures by what can be done about them: as tuples of tags for `Effect.catchTag`, and as
 * predicates for `Effect.retry`, `Effect.catchIf` and the reasons of rejected promises.
 */
import type * as Arr from "effect/Array"
import * as Predicate from "effect/Predicate"
import type { Tag, Tagged } from "./TrustError.ts"

/**
 * The caller lacks a permission that the operation asks for.
 * @category categories
 * @since 0.1.0
 */
export const missingPermissions = [
  "MissingPermissions",
  "MissingAnyPermissions",
  "MissingTrustorPermissions",
] as const satisfies ReadonlyArray<Tag>

/**
 * Denials: who calls is not known, or may not. Asking again does not help, asking as
 * somebody else or with more permissions does.
 *
 * The tuples of tags here and below go into `Effect.catchTag`, which takes them where
 * an effect can meet all of them. `tagsOf` in `Operation` has those of one operation.
 * @category categories
 * @since 0.1.0
 */
export const denials = ["NotAuthorized", "Unauthenticated", ...missingPermissions] as const satisfies ReadonlyArray<Tag>

/**
 * Absences: what the request names is not there.
 * @category categories
 * @since 0.1.0
 */
export const absences = ["NotFound"] as const satisfies ReadonlyArray<Tag>

/**
 * Conflicts: the request contradicts what is there.
 * @category categories
 * @since 0.1.0
 */
export const conflicts = ["Conflict"] as const satisfies ReadonlyArray<Tag>

/**
 * Invalid requests: the caller has to say something else.
 * @category categories
 * @since 0.1.0
 */
export const invalidRequests = [
  "InvalidRequest",
  "SelfTrustNotAllowed",
  "PairingIdRequired",
  "TrusteeUserRequired",
] as const satisfies ReadonlyArray<Tag>

/**
 * Passing failures: nothing was changed, and the same call may succeed later. The
 * client over HTTP has tried again by itself before it fails with one of these.
 * @category categories
 * @since 0.1.0
 */
export const passing = ["RateLimited", "Unavailable"] as const satisfies ReadonlyArray<Tag>

/**
 * Whether a value is a failure with one of the tags. It narrows what is known of the
 * value, so that `Effect.catchIf` leaves the other failures of an effect.
 */
const hasTag =
  <T extends Tag>(tags: Arr.NonEmptyReadonlyArray<T>) =>
  <E>(error: E): error is E & Tagged<T> =>
    Predicate.hasProperty(error, "_tag") && tags.some((tag) => tag === error._tag)

/**
 * Whether the caller lacks a permission: one of {@link missingPermissions}.
 * @category refinements
 * @since 0.1.0
 */
export const isMissingPermission = hasTag(missingPermissions)

/**
 * Whether it is one of the {@link denials}.
 * @category refinements
 * @since 0.1.0
 */
export const isDenial = hasTag(denials)

/**
 * Whether it is one of the {@link absences}.
 * @category refinements
 * @since 0.1.0
 */
export const isAbsence = hasTag(absences)

/**
 * Whether it is one of the {@link conflicts}.
 * @category refinements
 * @since 0.1.0
 */
export const isConflict = hasTag(conflicts)

/**
 * Whether it is one of the {@link invalidRequests}.
 * @category refinements
 * @since 0.1.0
 */
export const isInvalidRequest = hasTag(invalidRequests)

/**
 * Whether it is {@link passing}: the same call may be made again.
 *
 * @example Goes on for an hour, where the client gives up after five minutes
 * ```ts
 * Effect.retry(trustees.get(trusteeOrgId), { while: isPassing, schedule: Schedule.max([Schedule.spaced("1 minute"), Schedule.recurs(60)]) })
 * ```
 * @category refinements
 * @since 0.1.0
 */
export const isPassing = hasTag(passing)
