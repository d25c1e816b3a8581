/**
 * The page of the emulator: shows what there is, follows the calls, and looks again
 * after each of them.
 */

/** @import { Call } from "../look/Calls.ts" */
/** @import { Snapshot } from "../look/Snapshot.ts" */
/** @import { Names } from "./names.js" */
import { showAccess, startAccess } from "./access.js"
import { act, whenDone } from "./act.js"
import { makeCalls } from "./calls.js"
import { showClients, startClients } from "./clients.js"
import { startClock } from "./clock.js"
import { find, whenChanged } from "./dom.js"
import { showFaults, startFaults } from "./faults.js"
import { namesOf } from "./names.js"
import { showOrganizations } from "./organizations.js"
import { showPairings } from "./pairings.js"
import { showPicture } from "./picture.js"
import { makeClock, moment } from "./time.js"
import { showTrusts, shownTrusts } from "./trusts.js"

/** How long the page waits until it looks again after a call, and without one, in milliseconds. */
const pauses = { call: 150, none: 5_000 }

const clock = makeClock()

/** @type {Snapshot | undefined} */
let seen
/** @type {Names | undefined} */
let names

const noteNames = whenChanged((/** @type {Pick<Snapshot, "organizations" | "clients">} */ world) => {
  names = namesOf(world)
})

/** Shows what changes as time passes. */
const showTime = () => {
  const now = clock.now()
  const time = find("now", HTMLTimeElement)
  time.textContent = moment(now)
  if (seen === undefined || names === undefined) return
  const trusts = shownTrusts(seen, now)
  showPicture(trusts, names)
  showTrusts({ trusts, names })
  showPairings(seen, names, now)
}

/** @param {Snapshot} snapshot */
const show = (snapshot) => {
  seen = snapshot
  clock.set(snapshot.now)
  noteNames({ organizations: snapshot.organizations, clients: snapshot.clients })
  if (names === undefined) return
  showTime()
  showOrganizations(snapshot.organizations)
  const { basePath, clients, organizations } = snapshot
  showClients({ basePath, clients, organizations, names })
  showAccess(snapshot, names, clock.now())
  showFaults(snapshot)
}

/** @param {"connecting" | "following" | "lost"} state */
const showLink = (state) => {
  find("dot", HTMLElement).className = `dot ${state}`
  const words = { connecting: "Connecting …", following: "Following what happens", lost: "No connection; trying again" }
  const link = find("link", HTMLElement)
  if (link.textContent !== words[state]) link.textContent = words[state]
}

let isLooking = false
let isStale = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/** @returns {Promise<Snapshot>} */
const take = async () => (await fetch("/_emulator/state")).json()

const look = async () => {
  isStale = isLooking
  if (isLooking) return
  isLooking = true
  clearTimeout(timer)
  try {
    show(await take())
  } catch {
    showLink("lost")
  }
  isLooking = false
  timer = setTimeout(look, isStale ? pauses.call : pauses.none)
}

const lookSoon = () => {
  clearTimeout(timer)
  if (isLooking) isStale = true
  else timer = setTimeout(look, pauses.call)
}

/** @param {string} basePath */
const follow = (basePath) => {
  const calls = makeCalls(basePath, () => names)
  const source = new EventSource("/_emulator/calls")
  source.addEventListener("open", () => {
    showLink("following")
    lookSoon()
  })
  source.addEventListener("error", () => showLink("lost"))
  source.addEventListener("message", ({ data }) => {
    /** @type {Call} */
    const call = JSON.parse(data)
    calls.add(call)
    lookSoon()
  })
}

const startReset = () => {
  const sure = find("sure", HTMLDialogElement)
  find("ask-reset", HTMLElement).addEventListener("click", () => sure.showModal())
  find("keep", HTMLElement).addEventListener("click", () => sure.close())
  find("do-reset", HTMLElement).addEventListener("click", () => {
    sure.close()
    void act("POST", "/_emulator/reset", undefined, "The emulator is as at its start.")
  })
}

whenDone(look)
startClients()
startAccess()
startFaults()
startReset()
await look()
startClock(clock.now)
follow(seen?.basePath ?? "")
setInterval(showTime, 1_000)
addEventListener("resize", showTime)
