import { assert } from "@effect/vitest"
import { basePath } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { json } from "./json.ts"
import { basicOf } from "./login.ts"
import type { Options, Outcome, Reached } from "./ways.ts"
import type { RawAnswer } from "./wire.ts"

const { harborBank } = organizations

/** An outcome that has to be an answer. */
export const answered = (outcome: Outcome): RawAnswer => {
  if (outcome === "cut") throw new Error("The connection was cut")
  return outcome
}

/** An administrator of a bank who asks an emulator for a few things, whatever is wrong with it. */
export interface Teller extends Reached {
  /** `POST /oauth/token`. */
  readonly logIn: () => Promise<Outcome>
  /** `Pairings.create`, a change. */
  readonly pair: (token?: string) => Promise<Outcome>
  /** `Trustees.list`, a read. */
  readonly list: (token?: string) => Promise<Outcome>
  /** `PUT /_emulator/faults`, which has to be taken. */
  readonly plan: (plan: object) => Promise<void>
  readonly newToken: () => Promise<string>
}

/** An emulator with the administrator logged in, and only then a plan of faults. */
export const startTeller = async (
  start: (options?: Options) => Promise<Reached>,
  plan?: object,
  options?: Options,
): Promise<Teller> => {
  const reached = await start(options)
  const logIn = () =>
    reached.send({
      method: "POST",
      path: "/oauth/token",
      headers: {
        authorization: basicOf(harborBank.clients.admin),
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    })
  const newToken = async () => String(json(answered(await logIn()))["access_token"])
  const own = await newToken()
  const setPlan = async (wanted: object) => {
    const outcome = await reached.send({ method: "PUT", path: "/_emulator/faults", body: JSON.stringify(wanted) })
    const answer = answered(outcome)
    assert.strictEqual(answer.status, 200, answer.text)
  }
  if (plan !== undefined) await setPlan(plan)
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" })
  return {
    ...reached,
    logIn,
    newToken,
    plan: setPlan,
    pair: (token = own) =>
      reached.send({
        method: "POST",
        path: `${basePath}/pairings`,
        headers: headers(token),
        body: JSON.stringify({ userIds: [harborBank.users.ada.id] }),
      }),
    list: (token = own) => reached.send({ method: "GET", path: `${basePath}/trustees`, headers: headers(token) }),
  }
}
