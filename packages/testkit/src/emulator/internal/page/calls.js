/**
 * The latest calls.
 */

/** @import { Call } from "../look/Calls.ts" */
/** @import { Names } from "./names.js" */
import { counted, find, make } from "./dom.js"
import { timeOfDay } from "./time.js"

/** How many calls are shown, and how long the page waits until it reads out the next ones, in milliseconds. */
const shown = 200
const pause = 5_000

/** @param {Call} call */
const toneOf = ({ status = 0 }) => (status === 0 || status >= 500 ? "bad" : status >= 400 ? "refused" : "good")

/** @param {Call} call */
const isFailure = (call) => toneOf(call) !== "good"

/**
 * What came of a call, in words.
 * @param {Call} call
 */
const outcomeOf = ({ code, status }) =>
  [status ?? "connection cut", code].filter((part) => part !== undefined).join(" ")

/**
 * Shows the calls.
 * @param {string} basePath the beginning that most paths have
 * @param {() => Names | undefined} names
 */
export const makeCalls = (basePath, names) => {
  const rows = find("call-rows", HTMLElement)
  const only = find("only-refused", HTMLInputElement)
  const said = find("calls-said", HTMLElement)
  let last = 0
  let unsaid = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const showNone = () => {
    const isEmpty = !Array.from(rows.children).some((row) => row instanceof HTMLElement && !row.hidden)
    find("calls-box", HTMLElement).hidden = isEmpty
    const none = find("no-calls", HTMLElement)
    none.hidden = !isEmpty
    none.textContent =
      rows.children.length === 0 ? "No calls yet. Each call to this emulator appears here at once." : "None has failed."
  }

  /** @param {Call} call */
  const row = (call) => {
    const { at, client, code, faults = [], method, path, status } = call
    const inApi = path.startsWith(basePath)
    return make(
      "tr",
      { class: toneOf(call), hidden: only.checked && !isFailure(call), "data-failed": isFailure(call) },
      make("td", {}, make("time", { datetime: at }, timeOfDay(at))),
      make(
        "td",
        { class: "outcome" },
        make("span", { class: `status ${toneOf(call)}` }, status === undefined ? "cut" : String(status)),
      ),
      make(
        "td",
        { class: "what" },
        make("span", { class: "method" }, method),
        " ",
        make("span", { class: "path", title: path }, inApi ? path.slice(basePath.length) : path),
        code !== undefined && make("span", { class: "code" }, ` ${code}`),
        ...faults.map((fault) => make("span", { class: "badge ending" }, `fault: ${fault}`)),
      ),
      make("td", { class: "client" }, client === undefined ? "" : (names()?.client(client) ?? client)),
    )
  }

  /** @param {Call} call */
  const readOut = (call) => {
    unsaid++
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      said.textContent = `${counted(unsaid, "new call")}, at first ${call.method} ${call.path.replace(basePath, "")}: ${outcomeOf(call)}`
      unsaid = 0
    }, pause)
  }

  only.addEventListener("change", () => {
    for (const each of rows.children) {
      if (each instanceof HTMLElement) each.hidden = only.checked && !each.hasAttribute("data-failed")
    }
    showNone()
  })

  return {
    /** @param {Call} call */
    add: (call) => {
      // Counted from the start again: this is another emulator.
      if (call.number <= last) rows.replaceChildren()
      last = call.number
      rows.prepend(row(call))
      while (rows.children.length > shown) rows.lastElementChild?.remove()
      readOut(call)
      showNone()
    },
  }
}
