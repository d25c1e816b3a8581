/**
 * The clock to move.
 */
import { act } from "./act.js"
import { find, make } from "./dom.js"
import { moment } from "./time.js"

const steps = /** @type {const} */ ([
  ["1 minute", 60_000],
  ["1 hour", 3_600_000],
  ["1 day", 86_400_000],
  ["30 days", 30 * 86_400_000],
])

/** @param {number} millis */
const moveTo = (millis) =>
  act("PUT", "/_emulator/clock", { now: new Date(millis).toISOString() }, `The clock is at ${moment(millis)}.`)

/**
 * Moves the clock where it is told to.
 * @param {() => number} now the emulator's time
 */
export const startClock = (now) => {
  find("moves", HTMLElement).replaceChildren(
    ...steps.map(([name, millis]) => {
      const button = make("button", { type: "button", "aria-label": `Forward by ${name}` }, `+ ${name}`)
      button.addEventListener("click", () => moveTo(now() + millis))
      return button
    }),
  )
  const when = find("moment", HTMLInputElement)
  when.value = new Date(now() + 3_600_000).toISOString().slice(0, 19)
  find("move-to", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault()
    const to = Date.parse(`${when.value}Z`)
    if (to < now()) when.setCustomValidity("The clock moves forward only.")
    if (when.reportValidity()) void moveTo(to)
  })
  when.addEventListener("input", () => when.setCustomValidity(""))
}
