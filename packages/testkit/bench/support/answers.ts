/**
 * Bodies as the API sends them.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type OperationInput, type OperationName, operations } from "@org-trust/core/Operation"
import { trusteeOrgId, trusteeUserId } from "./ids.ts"
import * as Stage from "./Stage.ts"

/** Trust users that a stream goes through. */
export const userCount = 10_000

/** Entities of a page. */
export const pageSize = 100

const few = Stage.make({ trustees: pageSize, users: 1 })
const many = Stage.make({ trustees: 1, users: userCount })

const bodyOf = async <K extends OperationName>(
  stage: ReturnType<typeof Stage.make>,
  operation: K,
  input: OperationInput<K>,
): Promise<string> => {
  const platform = await Effect.runPromise(stage.platform)
  const output = await Effect.runPromise(platform.invokeAs(stage.principal)(operation, input))
  const schema: Schema.Codec<unknown, unknown> = operations[operation].output
  return JSON.stringify(Schema.encodeSync(schema)(output))
}

/** One trustee. */
export const trusteeBody = () => bodyOf(few, "Trustees.get", { trusteeOrgId })

/** A page of trustees. */
export const trusteesBody = () => bodyOf(few, "Trustees.list", { pageSize })

/** A trust user whose roles were replaced. */
export const rolesBody = () =>
  bodyOf(few, "TrusteeUserRoles.replace", { trusteeOrgId, trusteeUserId, payload: [Stage.trustorRoleId] })

/** All pages of the many users. */
export const userBodies = async (): Promise<ReadonlyArray<string>> => {
  const stage = { ...many, platform: Effect.succeed(await Effect.runPromise(many.platform)) }
  const bodies: Array<string> = []
  for (let pageNumber = 1; pageNumber <= userCount / pageSize; pageNumber++) {
    bodies.push(await bodyOf(stage, "TrusteeUsers.list", { trusteeOrgId, pageSize, pageNumber }))
  }
  return bodies
}
