import { afterAll, assert, beforeAll } from "@effect/vitest"
import { checkError } from "./errors.ts"
import type { JsonObject } from "./json.ts"
import { type Scene, startScene } from "./scene.ts"
import type { RawAnswer } from "./wire.ts"

/** One scene for all tests of a file or of a `describe`. */
export const withScene = () => {
  let current: Scene | undefined
  const scene = (): Scene => {
    if (current === undefined) throw new Error("The scene has not started")
    return current
  }
  beforeAll(async () => {
    current = await startScene()
  })
  afterAll(() => scene().stop())

  /** Checks that a request is refused with this error, and that nothing changed. */
  const refused = async (
    request: (scene: Scene) => Promise<RawAnswer>,
    status: number,
    code: string,
  ): Promise<JsonObject> => {
    const before = scene().state()
    const answer = await request(scene())
    const body = checkError(answer, status, code)
    assert.strictEqual(scene().state(), before)
    return body
  }
  return { scene, expect: { refused } }
}
