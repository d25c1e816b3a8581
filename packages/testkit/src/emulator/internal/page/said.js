/**
 * What the page says of what was done on it.
 */
import { find } from "./dom.js"

/** For how long it stays, in milliseconds. */
const stays = 8_000

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/**
 * Says something, to be seen and to be read out.
 * @param {string} text
 */
export const say = (text) => {
  const place = find("said", HTMLElement)
  place.textContent = text
  clearTimeout(timer)
  timer = setTimeout(() => place.replaceChildren(), stays)
}
