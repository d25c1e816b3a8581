import { assert } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import type { ApiClientClass, OrganizationAuthorizationApi, UsersApi } from "purecloud-platform-client-v2"
import { type OperationName, type Operations, operationNames, operations } from "@org-trust/core/Operation"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import { checkErrorBody } from "../support/errors.ts"
import { type JsonObject, object } from "../support/json.ts"
import { successOf } from "../support/table.ts"
import type { Sdk } from "./loadSdk.ts"

/** The names of the operations in the SDK, by the table. */
export type ApiName = Operations[OperationName]["apiName"]

/** The operations of the table; that of the directory is in another class of the SDK. */
export type SdkApi = OrganizationAuthorizationApi & Pick<UsersApi, "getUserTrustors">

type Method<K extends ApiName> = SdkApi[K]
type Answer<K extends ApiName> = Awaited<ReturnType<Method<K>>>

/** What the SDK gives back when it is asked for extended responses. */
interface Extended {
  readonly status: unknown
  readonly headers: JsonObject
  readonly body: unknown
}

const toExtended = (value: unknown): Extended => {
  const { body, headers, status } = object(value)
  return { status, headers: object({ ...object(headers) }), body }
}

const nameOf = (apiName: ApiName): OperationName => {
  const found = operationNames.find((name) => operations[name].apiName === apiName)
  if (found === undefined) throw new Error(`The table has no ${apiName}`)
  return found
}

/** One client of the emulator that uses the vendor's SDK. */
export interface SdkClient {
  readonly api: ApiClientClass
  /** Logs in as a client of the world. */
  readonly login: (client: WorldClient) => Promise<void>
  /** Performs an operation, checks that it succeeds with the documented status, and gives back the body. */
  readonly succeeds: <K extends ApiName>(apiName: K, ...input: Parameters<Method<K>>) => Promise<Answer<K>>
  /** Performs an operation and checks that it is refused with this error. */
  readonly refused: <K extends ApiName>(
    status: number,
    code: string,
    apiName: K,
    ...input: Parameters<Method<K>>
  ) => Promise<JsonObject>
}

/** A client for the emulator at a URL; `record` is told of every operation that succeeds. */
export const makeSdkClient = (sdk: Sdk, url: string, record: (apiName: ApiName) => void): SdkClient => {
  const { hostname, port, protocol } = new URL(url)
  const api = new sdk.ApiClientClass()
  api.config.live_reload_config = false
  api.setGateway({ protocol: protocol.replace(":", ""), host: hostname, port: Number(port) })
  api.setReturnExtendedResponses(true)
  const organizationAuthorization = new sdk.OrganizationAuthorizationApi(api)

  const users = new sdk.UsersApi(api)

  const perform = (apiName: ApiName, input: ReadonlyArray<unknown>): Promise<unknown> =>
    Promise.resolve(
      apiName === "getUserTrustors"
        ? Reflect.apply(users[apiName], users, input)
        : Reflect.apply(organizationAuthorization[apiName], organizationAuthorization, input),
    )

  return {
    api,
    login: async (client) => {
      await api.loginClientCredentialsGrant(client.id, Redacted.value(client.secret))
    },
    succeeds: async <K extends ApiName>(apiName: K, ...input: Parameters<Method<K>>): Promise<Answer<K>> => {
      const { body, headers, status } = toExtended(await perform(apiName, input))
      assert.strictEqual(status, successOf(nameOf(apiName)))
      assert.isString(headers["inin-correlation-id"])
      record(apiName)
      return body as Answer<K>
    },
    refused: async (status, code, apiName, ...input) => {
      const outcome = await perform(apiName, input).then(
        () => assert.fail(`${apiName} succeeded`),
        (reason: unknown) => reason,
      )
      const answer = toExtended(outcome)
      assert.strictEqual(answer.status, status, JSON.stringify(answer.body))
      const body = object(answer.body)
      checkErrorBody(body, status, code, answer.headers["inin-correlation-id"])
      return body
    },
  }
}

/** The same checks, named as checks. */
export const expect = {
  refused: <K extends ApiName>(
    client: SdkClient,
    status: number,
    code: string,
    apiName: K,
    ...input: Parameters<Method<K>>
  ): Promise<JsonObject> => client.refused(status, code, apiName, ...input),
}
