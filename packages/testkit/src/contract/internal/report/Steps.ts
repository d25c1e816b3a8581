/**
 * The steps that led to a failure, as plain data.
 */
import * as Schema from "effect/Schema"
import type { TrustError } from "@org-trust/core/TrustError"
import { fromTrustError } from "@org-trust/http/ErrorResponse"
import type { WorldFile } from "../../../WorldFile.ts"
import type { Redact } from "../../report/Redact.ts"
import type { Step } from "../../Trace.ts"
import { clientLabel, toReply, toRequest } from "./Wire.ts"

/** A request, and what came of it. */
const CallStep = Schema.Struct({
  kind: Schema.Literal("call"),
  /** Who called, in words. */
  client: Schema.String,
  clientId: Schema.String,
  organizationId: Schema.String,
  /** Name in the table of operations. */
  operation: Schema.String,
  method: Schema.String,
  path: Schema.String,
  body: Schema.optionalKey(Schema.Json),
  succeeded: Schema.Boolean,
  /** What was answered; absent where it succeeded without a body, and where it was refused. */
  reply: Schema.optionalKey(Schema.Json),
  /** How the implementation broke down, where it neither answered nor refused. */
  crash: Schema.optionalKey(Schema.Struct({ message: Schema.String, stack: Schema.String })),
  /** Why it was refused. `status` is absent where no answer came. */
  error: Schema.optionalKey(
    Schema.Struct({
      tag: Schema.String,
      status: Schema.optionalKey(Schema.Finite),
      code: Schema.optionalKey(Schema.String),
      message: Schema.String,
      correlationId: Schema.optionalKey(Schema.String),
      /** The beginning of a body that makes no sense. */
      excerpt: Schema.optionalKey(Schema.String),
    }),
  ),
})

/** Time that was let pass. */
const TimeStep = Schema.Struct({ kind: Schema.Literal("time"), millis: Schema.Finite })
/** Something that was done or asked beside the API. */
const AsideStep = Schema.Struct({ kind: Schema.Literal("aside"), text: Schema.String })

/**
 * One step of what led to a failure.
 * @category schemas
 * @since 0.1.0
 */
export const JsonStep = Schema.Union([CallStep, TimeStep, AsideStep])
/**
 * One step of what led to a failure.
 * @category models
 * @since 0.1.0
 */
export type JsonStep = typeof JsonStep.Type

/** The status of a refusal; none where no answer came. */
export const statusOf = (error: TrustError): number | undefined => {
  if ("status" in error) return error.status
  if (error._tag === "UnknownOutcome") return error.cause.status
  return error._tag === "Unavailable" ? undefined : fromTrustError(error).status
}

/** A step as plain data. */
export const toStep = (world: WorldFile, step: Step, redact: Redact): JsonStep => {
  if (step._tag === "TimePassed") return { kind: "time", millis: step.millis }
  if (step._tag === "Aside") return { kind: "aside", text: redact(step.text) }
  const { client, input, operation, outcome } = step
  const call = {
    kind: "call" as const,
    client: clientLabel(world, client),
    clientId: client.id,
    organizationId: client.organizationId,
    operation,
    ...toRequest(operation, input, redact),
    succeeded: outcome._tag === "Reply",
  }
  if (outcome._tag === "Reply") {
    return outcome.reply === undefined ? call : { ...call, reply: toReply(operation, outcome.reply, redact) }
  }
  if (outcome._tag === "Crash") {
    const { message, stack } = outcome
    return { ...call, crash: { message: redact(message), stack: redact(stack) } }
  }
  const { error } = outcome
  const status = statusOf(error)
  return {
    ...call,
    error: {
      tag: error._tag,
      ...(status !== undefined && { status }),
      ...("code" in error && error.code !== undefined && { code: redact(error.code) }),
      message: redact(error.message),
      ...(error.correlationId !== undefined && { correlationId: redact(error.correlationId) }),
      ...("excerpt" in error && { excerpt: redact(error.excerpt) }),
    },
  }
}
