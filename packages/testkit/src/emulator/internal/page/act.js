/**
 * Asks the emulator to do something.
 */
import { say } from "./said.js"

/** @type {() => void} */
let afterwards = () => undefined

/**
 * What to do when something was done.
 * @param {() => void} look
 */
export const whenDone = (look) => {
  afterwards = look
}

/**
 * Does something, and says so, or what the emulator says against it.
 * @param {string} method
 * @param {string} path
 * @param {unknown} body nothing if undefined
 * @param {string} done what is said of it
 */
export const act = async (method, path, body, done) => {
  try {
    const answer = await fetch(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    })
    if (answer.ok) {
      say(done)
    } else {
      /** @type {{ readonly message?: string }} */
      const { message = String(answer.status) } = await answer.json()
      say(`The emulator refused: ${message}`)
    }
  } catch {
    say("The emulator does not answer.")
  }
  afterwards()
}
