import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import { basePath } from "@org-trust/core/Operation"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { roll } from "../../src/internal/faults/Dice.ts"
import { makeServer } from "@org-trust/testkit/emulator/NodeServer"
import { type RunningEmulator, startEmulator } from "./support/emulator.ts"
import { type Hostile, hostileRequests } from "./support/hostile.ts"
import { json } from "./support/json.ts"
import { login } from "./support/login.ts"
import { flawOf, openSocket } from "./support/rawSocket.ts"
import { send } from "./support/wire.ts"

const { admin } = organizations.harborBank.clients

/** So long that a machine that is busy with something else is not taken for a slow client. */
const patience = {
  head: Duration.minutes(2),
  request: Duration.minutes(2),
  idle: Duration.minutes(2),
  precision: Duration.millis(50),
}

/** So short that the end can be waited for. */
const impatience = {
  ...patience,
  head: Duration.seconds(2),
  request: Duration.seconds(3),
}

let emulator: RunningEmulator
let impatient: RunningEmulator
let token: string
let impatientToken: string

beforeAll(async () => {
  emulator = await startEmulator({ server: () => makeServer(patience) })
  impatient = await startEmulator({ server: () => makeServer(impatience) })
  token = await login(emulator.url, admin)
  impatientToken = await login(impatient.url, admin)
})

afterAll(() => Promise.all([emulator.stop(), impatient.stop()]))

const checkServes = async (server = emulator) => {
  const bearer = server === impatient ? impatientToken : token
  const answer = await send(server.url, {
    method: "GET",
    path: `${basePath}/trustees`,
    headers: { authorization: `Bearer ${bearer}` },
  })
  assert.strictEqual(answer.status, 200, answer.text)
  assert.deepStrictEqual(json(answer)["entities"], [])
}

const act = async ({ end, pieces, statuses }: Hostile, server = emulator) => {
  const raw = await openSocket(server.url)
  for (const piece of pieces) await raw.write(piece)
  if (end === "half") raw.socket.end()
  const answers = await raw.answers(end === "client" ? statuses.length : undefined)
  raw.destroy()
  await raw.closed
  return answers
}

// The collector is not within reach unless asked for.
setFlagsFromString("--expose-gc")
const collectGarbage: unknown = runInNewContext("gc")
if (typeof collectGarbage !== "function") throw new Error("The garbage cannot be collected")

/** Numbers below others, the same ones for a seed. */
const diceOf = (seed: number) => {
  let dice = seed
  return (below: number): number => {
    const [value, next] = roll(dice)
    dice = next
    return Math.floor(value * below)
  }
}

/** Some of the requests on one connection, up to the first at which the server hangs up, cut anywhere. */
const mix = (requests: ReadonlyArray<Hostile>, pick: (below: number) => number): Hostile => {
  const chosen: Array<Hostile> = []
  for (let count = 1 + pick(6); count > 0; count--) {
    const next = requests[pick(requests.length)]
    if (next === undefined) continue
    chosen.push(next)
    if (next.end === "server") break
  }
  const bytes = Buffer.concat(chosen.flatMap(({ pieces }) => pieces.map((piece) => Buffer.from(piece))))
  const cuts = Array.from({ length: pick(8) }, () => pick(bytes.length)).toSorted((one, other) => one - other)
  return {
    name: chosen.map(({ name }) => name).join(", then "),
    pieces: [0, ...cuts].map((cut, at) => bytes.subarray(cut, cuts[at] ?? bytes.length)),
    statuses: chosen.flatMap(({ statuses }) => statuses),
    end: chosen.at(-1)?.end ?? "client",
  }
}

const connectionsAtOnce = 8

const checkRounds = async (requests: ReadonlyArray<Hostile>, seed: number, rounds: number) => {
  const pick = diceOf(seed)
  for (let round = 0; round < rounds; round += connectionsAtOnce) {
    const connections = Array.from({ length: connectionsAtOnce }, () => mix(requests, pick))
    const all = await Promise.all(connections.map((connection) => act(connection)))
    for (const [at, answers] of all.entries()) {
      const { name = "", statuses } = connections[at] ?? {}
      assert.deepStrictEqual(
        answers.map(({ status }) => status),
        statuses,
        name,
      )
      assert.isTrue(
        answers.every((answer) => flawOf(answer) === undefined),
        name,
      )
    }
    await checkServes()
  }
}

describe("a hostile client", () => {
  // The names are known before there is a token.
  it.each(hostileRequests("").map(({ name }) => name))(
    "that sends %s is answered, and no other suffers",
    async (name) => {
      const named = (bearer: string) => hostileRequests(bearer).find((each) => each.name === name)
      // Where the server waits for an end, one is not to wait long.
      const server = named(token)?.isLast === true ? impatient : emulator
      const request = named(server === impatient ? impatientToken : token)
      if (request === undefined) throw new Error(name)
      const before = server.state()
      const answers = await act(request, server)
      assert.deepStrictEqual(
        answers.map(({ status }) => status),
        request.statuses,
      )
      assert.deepStrictEqual(
        answers.map(flawOf).filter((flaw) => flaw !== undefined),
        [],
      )
      assert.strictEqual(server.state(), before)
      await checkServes(server)
    },
  )

  it.each([
    { what: "a head", sent: "GET / HTTP/1.1\r\nhost: x\r\nx: ", slowly: "y" },
    {
      what: "a body",
      sent: `POST ${basePath}/pairings HTTP/1.1\r\nhost: x\r\nauthorization: Bearer TOKEN\r\ncontent-length: 500000\r\n\r\n`,
      slowly: " ",
    },
  ])("that never finishes $what is told so in the end, and nobody waits for it", async ({ sent, slowly }) => {
    const raw = await openSocket(impatient.url)
    await raw.write(sent.replace("TOKEN", impatientToken))
    let served = 0
    while (!raw.socket.closed) {
      await raw.write(slowly)
      await checkServes(impatient)
      served++
    }
    const answers = await raw.answers()
    assert.deepStrictEqual(
      answers.map(({ status }) => status),
      [408],
    )
    assert.deepStrictEqual(answers.map(flawOf), [undefined])
    assert.strictEqual(json(answers[0] ?? { status: 0, headers: {}, text: "" })["code"], "client.timeout")
    assert.isAbove(served, 1)
  })

  it("that asks for another protocol goes on with this one", async () => {
    const ask = (headers: string) => `GET /_emulator/clock HTTP/1.1\r\nhost: x\r\n${headers}\r\n`
    const raw = await openSocket(emulator.url)
    await raw.write(ask("connection: upgrade, http2-settings\r\nupgrade: h2c\r\n"))
    assert.lengthOf(await raw.answers(1), 1)
    await raw.write(ask(""))
    assert.lengthOf(await raw.answers(2), 2)
    raw.destroy()
  })

  it("that holds hundreds of connections without a word keeps nobody out", async () => {
    const idle = await Promise.all(Array.from({ length: 400 }, () => openSocket(emulator.url)))
    await checkServes()
    const held = await Promise.all(
      idle.map(async (raw) => {
        await raw.write(`GET /_emulator/clock HTTP/1.1\r\nhost: x\r\n\r\n`)
        const [answer] = await raw.answers(1)
        return answer?.status
      }),
    )
    assert.deepStrictEqual(new Set(held), new Set([200]))
    await checkServes()
    for (const raw of idle) raw.destroy()
    await Promise.all(idle.map(({ closed }) => closed))
    await checkServes()
  })

  it("that sends all of it in any order and any pieces gets every answer in its order", async () => {
    const mixed = hostileRequests(token).filter(({ end, isLast }) => end !== "half" && isLast !== true)
    const before = emulator.state()
    await checkRounds(mixed, 1, 300)
    assert.strictEqual(emulator.state(), before)
    await checkServes()
  })

  it("leaves no memory behind, however often it comes", async () => {
    const mixed = hostileRequests(token).filter(({ end, isLast }) => end !== "half" && isLast !== true)
    const measure = () => {
      collectGarbage()
      return process.memoryUsage().heapUsed
    }
    await checkRounds(mixed, 2, 200)
    const before = measure()
    await checkRounds(mixed, 3, 1500)
    assert.isBelow(measure() - before, 8 * 1024 * 1024)
  })
})
