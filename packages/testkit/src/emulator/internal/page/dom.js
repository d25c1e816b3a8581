/**
 * Makes elements. Whatever comes from the world becomes text, never markup.
 */

/** @typedef {Node | string | undefined | false} Child */

const svgSpace = "http://www.w3.org/2000/svg"

/**
 * @template {Element} E
 * @param {E} element
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes
 * @param {ReadonlyArray<Child>} children
 * @returns {E}
 */
const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value))
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child)
  return element
}

/**
 * An element of HTML.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} [attributes]
 * @param {ReadonlyArray<Child>} children
 */
export const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children)

/**
 * An element of SVG.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} [attributes]
 * @param {ReadonlyArray<Child>} children
 */
export const draw = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(svgSpace, tag), attributes, children)

/**
 * The element of the page with an id.
 * @template {typeof Element} C
 * @param {string} id
 * @param {C} kind
 * @returns {InstanceType<C>}
 */
export const find = (id, kind) => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} ${id}`)
  return /** @type {InstanceType<C>} */ (found)
}

/**
 * Shows something anew only where it is another than before, so that focus and selection stay.
 * @template A
 * @param {(value: A) => void} show
 * @returns {(value: A) => void}
 */
export const whenChanged = (show) => {
  let before = ""
  return (value) => {
    const now = JSON.stringify(value)
    if (now === before) return
    before = now
    show(value)
  }
}

/**
 * Fills a list to choose from, and keeps what is chosen where it is still there.
 * @param {HTMLSelectElement} select
 * @param {ReadonlyArray<HTMLOptionElement | HTMLOptGroupElement>} choices
 */
export const fillSelect = (select, choices) => {
  const chosen = select.value
  select.replaceChildren(...choices)
  if (Array.from(select.options).some(({ value }) => value === chosen)) select.value = chosen
}

/**
 * `1 group`, `2 groups`.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
