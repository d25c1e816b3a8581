/**
 * Text that can be copied.
 */
import { make } from "./dom.js"
import { say } from "./said.js"

/**
 * A button that copies a text.
 * @param {() => string} text
 * @param {string} what it is, for who cannot see where the button stands
 * @param {HTMLElement} [shown] where the text stands, to be selected where the browser does not let a page copy
 */
export const copyButton = (text, what, shown) => {
  const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${what}` }, "Copy")
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text())
      say(`Copied ${what}.`)
    } catch {
      const selection = getSelection()
      const place = shown ?? button.previousElementSibling
      if (place !== null) selection?.selectAllChildren(place)
      say(`The browser lets only you copy here: ${what} is selected.`)
    }
  })
  return button
}

/**
 * A block of text with a heading and a button that copies it.
 * @param {string} title
 * @param {string} text
 */
export const copyable = (title, text) => {
  const code = make("code", {}, text)
  const shown = make("pre", {}, code)
  return make(
    "div",
    { class: "copyable" },
    make(
      "div",
      { class: "heading" },
      make("h3", {}, title),
      copyButton(() => text, title, code),
    ),
    shown,
  )
}
