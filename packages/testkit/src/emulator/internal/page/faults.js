/**
 * The faults to switch on and off.
 */

/** @import { Snapshot } from "../look/Snapshot.ts" */
import { act } from "./act.js"
import { counted, fillSelect, find, make, whenChanged } from "./dom.js"

/** @typedef {Snapshot["faults"]} Faults */
/** @typedef {Faults["plan"]} Plan */
/** @typedef {NonNullable<Plan["rules"]>[number]} Rule */

/** @type {ReadonlyArray<{ readonly name: string; readonly fault: Rule["fault"] }>} */
const known = [
  { name: "Slow: half a second to two", fault: { type: "latency", minMillis: 500, maxMillis: 2_000 } },
  { name: "503, again after 1 s", fault: { type: "status", status: 503, retryAfter: 1, when: "before" } },
  { name: "429, again after 2 s", fault: { type: "status", status: 429, retryAfter: 2, when: "before" } },
  { name: "500, though it was carried out", fault: { type: "status", status: 500, when: "after" } },
  { name: "Connection cut", fault: { type: "reset", when: "before" } },
  { name: "Answer lost, though it was carried out", fault: { type: "reset", when: "after" } },
  { name: "A proxy’s page in HTML, 502", fault: { type: "html", status: 502, when: "before" } },
  { name: "Half of the answer", fault: { type: "truncated" } },
  { name: "An answer that is no JSON", fault: { type: "garbage" } },
  { name: "An answer as text/plain", fault: { type: "contentType" } },
  { name: "Carried out twice", fault: { type: "duplicate" } },
  { name: "Token expired", fault: { type: "expiredToken" } },
]

/**
 * @param {object} one
 * @param {object} other
 */
const isSame = (one, other) => {
  const sorted = (/** @type {object} */ value) =>
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  return sorted(one) === sorted(other)
}

/** @type {Plan} */
let inForce = {}

/**
 * @param {Plan} plan
 * @param {string} done
 */
const put = (plan, done) => act("PUT", "/_emulator/faults", plan, done)

/** @param {(rule: Rule) => boolean} isMeant */
const without = (isMeant) => ({ ...inForce, rules: (inForce.rules ?? []).filter((rule) => !isMeant(rule)) })

/**
 * @param {Plan} plan
 * @returns {Plan}
 */
const withoutLimit = ({ rateLimit: _, ...plan }) => plan

/** @param {Rule["fault"]} fault */
const ruleOf = (fault) => {
  const operation = find("fault-operation", HTMLSelectElement).value
  const probability = Number(find("fault-chance", HTMLSelectElement).value)
  return /** @type {Rule} */ ({ ...(operation !== "" && { operations: [operation] }), probability, fault })
}

/**
 * What a rule hits, how often, and how often it has.
 * @param {Rule} rule
 * @param {number} hits
 */
const wordsOf = ({ count, operations, probability = 1 }, hits) =>
  [
    operations?.join(", ") ?? "all operations",
    ...(probability < 1 ? [`${Math.round(probability * 100)} % of the time`] : []),
    ...(count !== undefined ? [`${count} times at most`] : []),
    hits === 0 ? "not hit yet" : `hit ${counted(hits, "time")}`,
  ].join(", ")

/**
 * A switch of one fault. It stays the same element, so that it keeps the focus.
 * @param {(typeof known)[number]} fault
 */
const makeSwitch = ({ fault, name }) => {
  const isMeant = (/** @type {Rule} */ rule) => isSame(rule.fault, fault)
  const words = make("span", { class: "hits" })
  const button = make(
    "button",
    { type: "button", role: "switch", "aria-checked": "false" },
    make("span", { class: "knob", "aria-hidden": "true" }),
    make("span", {}, name, words),
  )
  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-checked") === "true"
    if (isOn) return void put(without(isMeant), `Off: ${name}.`)
    return void put({ ...inForce, rules: [...(inForce.rules ?? []), ruleOf(fault)] }, `On: ${name}.`)
  })
  return {
    item: make("li", {}, button),
    isMeant,
    /** @param {Faults} faults */
    show: ({ hits, plan: { rules = [] } }) => {
      const at = rules.findIndex(isMeant)
      const rule = rules[at]
      button.setAttribute("aria-checked", String(rule !== undefined))
      words.textContent = rule === undefined ? "" : wordsOf(rule, hits[at] ?? 0)
    },
  }
}

const switches = known.map(makeSwitch)

/** What else a plan says, which has no switch of its own here. */
const others = (/** @type {Plan} */ { rateLimit, rules = [], settlingMillis = 0 }) => [
  ...rules
    .filter((rule) => !switches.some(({ isMeant }) => isMeant(rule)))
    .map((rule) => ({ text: JSON.stringify(rule), plan: without((other) => isSame(other, rule)) })),
  ...(rateLimit === undefined
    ? []
    : [
        {
          text: `At most ${rateLimit.limit} requests of a token in ${(rateLimit.windowMillis ?? 60_000) / 1_000} s`,
          plan: withoutLimit(inForce),
        },
      ]),
  ...(settlingMillis === 0
    ? []
    : [{ text: `Reads see changes after ${settlingMillis} ms`, plan: { ...inForce, settlingMillis: 0 } }]),
]

const showOthers = whenChanged((/** @type {Plan} */ plan) =>
  find("other-faults", HTMLElement).replaceChildren(
    ...others(plan).map((other) => {
      const button = make("button", { type: "button", "aria-label": `End: ${other.text}` }, "End")
      button.addEventListener("click", () => put(other.plan, `Ended: ${other.text}.`))
      return make("p", { class: "other" }, make("code", {}, other.text), button)
    }),
  ),
)

/** Follows the switches. */
export const startFaults = () => {
  find("switches", HTMLElement).replaceChildren(...switches.map(({ item }) => item))
  find("no-faults", HTMLElement).addEventListener("click", () =>
    act("DELETE", "/_emulator/faults", undefined, "All faults have ended."),
  )
}

const showOperations = whenChanged((/** @type {Snapshot["operations"]} */ operations) =>
  fillSelect(find("fault-operation", HTMLSelectElement), [
    make("option", { value: "" }, "all operations"),
    make("option", { value: "login" }, "login"),
    ...operations.map(({ name }) => make("option", { value: name }, name)),
  ]),
)

/**
 * Shows the faults in force.
 * @param {Pick<Snapshot, "faults" | "operations">} snapshot
 */
export const showFaults = ({ faults, operations }) => {
  inForce = faults.plan
  showOperations(operations)
  for (const each of switches) each.show(faults)
  showOthers(faults.plan)
  find("no-faults", HTMLButtonElement).disabled =
    (faults.plan.rules ?? []).length === 0 && others(faults.plan).length === 0
}
