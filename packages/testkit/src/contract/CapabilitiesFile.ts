/**
 * Capabilities as a JSON file: what differs from the default.
 */
import type * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import { auditPromises, type Capabilities, complete, operationGroups } from "./Capabilities.ts"

const UnknownId = Schema.Literals(["NotFound", "InvalidRequest"])
const positive = Schema.Int.check(Schema.isGreaterThan(0))

/**
 * The format of a capabilities file. Durations are in words, such as `48 hours`.
 * @category schemas
 * @since 0.1.0
 */
export const CapabilitiesFile = Schema.Struct({
  profile: Schema.optionalKey(
    Schema.Struct({
      pairingLifetime: Schema.optionalKey(Schema.DurationFromString),
      unknownMember: Schema.optionalKey(UnknownId),
      unknownRole: Schema.optionalKey(UnknownId),
      duplicateMember: Schema.optionalKey(Schema.Literals(["Conflict", "Unchanged"])),
      memberLimit: Schema.optionalKey(positive),
      overLimit: Schema.optionalKey(Schema.Literals(["Conflict", "InvalidRequest"])),
      updateWithoutEnd: Schema.optionalKey(Schema.Literals(["Clear", "Keep"])),
      endInPast: Schema.optionalKey(Schema.Literals(["Refuse", "Accept"])),
      maxPageSize: Schema.optionalKey(positive),
      permissionRules: Schema.optionalKey(Schema.Literals(["Current", "Seed"])),
      cloneLimit: Schema.optionalKey(positive),
      autoExpiry: Schema.optionalKey(Schema.DurationFromString),
      bulkUnknownId: Schema.optionalKey(Schema.Literals(["PassOver", "NotFound"])),
      inactiveUser: Schema.optionalKey(Schema.Literals(["Refuse", "LetIn"])),
      cloneOfUntrusted: Schema.optionalKey(Schema.Literals(["Remove", "Keep"])),
      careWhenPartly: Schema.optionalKey(Schema.Literals(["AnswerAll", "AnswerMade", "Conflict"])),
      auditActor: Schema.optionalKey(Schema.Literals(["Organization", "Nobody"])),
      auditTrust: Schema.optionalKey(Schema.Literals(["Partner", "Trustee", "Trustor"])),
      auditClearing: Schema.optionalKey(Schema.Literals(["Update", "Delete"])),
      auditLevel: Schema.optionalKey(Schema.Literals(["User", "ByCaller"])),
      auditUnknownWord: Schema.optionalKey(Schema.Literals(["Refuse", "Ignore"])),
    }),
  ),
  /** How long a change may take to be seen by everybody; without it, no time at all. */
  settlesWithin: Schema.optionalKey(Schema.DurationFromString),
  audits: Schema.optionalKey(
    Schema.Union([Schema.Literals(["SearchResult", "Opaque"]), Schema.Array(Schema.Literals(auditPromises))]),
  ),
  groups: Schema.optionalKey(Schema.Array(Schema.Literals(operationGroups))),
})

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(CapabilitiesFile), {
  errors: "all",
  onExcessProperty: "error",
})

/**
 * Reads a capabilities file's text; a word that is not known is an error.
 * @category functions
 * @since 0.1.0
 */
export const parse = (json: string): Result.Result<typeof CapabilitiesFile.Type, Schema.SchemaError> => decode(json)

/**
 * The capabilities that a file stands for.
 * @category conversions
 * @since 0.1.0
 */
export const toCapabilities = (file: typeof CapabilitiesFile.Type): Capabilities => ({
  ...complete,
  profile: { ...defaultProfile, ...file.profile },
  ...(file.settlesWithin !== undefined && {
    consistency: { _tag: "Settling", within: file.settlesWithin },
  }),
  ...(file.audits !== undefined && { audits: file.audits }),
  ...(file.groups !== undefined && { groups: file.groups }),
})
