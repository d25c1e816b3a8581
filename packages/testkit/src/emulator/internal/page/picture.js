/**
 * The trusts as a picture: on the left whose people come, on the right who lets them in.
 */

/** @import { Names } from "./names.js" */
/** @import { Shown } from "./trusts.js" */
import { counted, draw, find, make, whenChanged } from "./dom.js"

const boxHeight = 48
const gap = 34
const top = 26
/** About what a character of the labels is wide. */
const labelChar = 6.4
const nameChar = 8

/**
 * A name in at most three lines.
 * @param {string} name
 * @param {number} width in characters
 * @returns {ReadonlyArray<string>}
 */
const lines = (name, width) => {
  /** @type {Array<string>} */
  const found = []
  for (const word of name.split(" ")) {
    const last = found.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= width) found[found.length - 1] = `${last} ${word}`
    else found.push(word)
  }
  const shown = found.length > 3 ? [...found.slice(0, 2), found.slice(2).join(" ")] : found
  return shown.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
}

/**
 * The organizations of one side, in the order of the world, with the heights of their boxes' middles.
 * @param {ReadonlyArray<string>} ids
 * @param {number} height
 */
const place = (ids, height) => {
  const used = ids.length * (boxHeight + gap) - gap
  const from = top + (height - top - used) / 2
  return new Map(ids.map((id, at) => [id, from + at * (boxHeight + gap) + boxHeight / 2]))
}

/**
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {number} width
 */
const box = (name, x, y, width) => {
  const rows = lines(name, Math.floor((width - 10) / nameChar))
  return draw(
    "g",
    { class: "node" },
    draw("title", {}, name),
    draw("rect", { x, y: y - boxHeight / 2, width, height: boxHeight, rx: 8 }),
    ...rows.map((row, at) =>
      draw("text", { x: x + width / 2, y: y + 4.5 + (at - (rows.length - 1) / 2) * 15, "text-anchor": "middle" }, row),
    ),
  )
}

/** @typedef {{ readonly x: number; readonly y: number; readonly half: number }} Spot */

/**
 * A place on the curve where the label covers no other.
 * @param {(t: number) => readonly [number, number]} at
 * @param {number} half half of the label's width
 * @param {Array<Spot>} taken
 * @returns {Spot}
 */
const free = (at, half, taken) => {
  const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.28, 0.72].map((t) => {
    const [x, y] = at(t)
    return { x, y, half }
  })
  const isFree = (/** @type {Spot} */ spot) =>
    taken.every((other) => Math.abs(other.x - spot.x) > other.half + half || Math.abs(other.y - spot.y) > 34)
  const spot = spots.find(isFree) ?? spots[0] ?? { x: 0, y: 0, half }
  taken.push(spot)
  return spot
}

/**
 * @param {Shown} trust
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {Array<Spot>} taken
 */
const link = ({ holds, says, standing }, [x0, y0], [x1, y1], taken) => {
  const bend = (x1 - x0) / 2
  /** @param {number} t */
  const at = (t) => {
    const back = 1 - t
    const [a, b, c, d] = [back ** 3, 3 * back ** 2 * t, 3 * back * t ** 2, t ** 3]
    return /** @type {const} */ ([a * x0 + b * (x0 + bend) + c * (x1 - bend) + d * x1, (a + b) * y0 + (c + d) * y1])
  }
  const shown = standing === "removed" ? "" : holds
  const half = (Math.max(says.length, shown.length) * labelChar) / 2
  const { x, y } = free(at, half, taken)
  return {
    line: draw("path", {
      class: `link ${standing}`,
      d: `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`,
      "marker-end": `url(#arrow-${standing})`,
    }),
    label: draw(
      "g",
      { class: `label ${standing}` },
      draw("rect", { x: x - half - 3, y: y - 15, width: 2 * half + 6, height: shown === "" ? 18 : 33, rx: 4 }),
      draw(
        "text",
        { "text-anchor": "middle", x, y: y - 2 },
        draw("tspan", { class: "standing" }, says),
        draw("tspan", { x, dy: 15 }, shown),
      ),
    ),
  }
}

/** @param {string} standing */
const arrow = (standing) =>
  draw(
    "marker",
    {
      id: `arrow-${standing}`,
      class: `arrow ${standing}`,
      viewBox: "0 0 10 10",
      refX: 9,
      refY: 5,
      markerUnits: "userSpaceOnUse",
      markerWidth: 12,
      markerHeight: 12,
      orient: "auto",
    },
    draw("path", { d: "M0 0L10 5L0 10z" }),
  )

/**
 * @param {ReadonlyArray<Shown>} trusts
 * @param {Names} names
 * @param {number} width
 */
const picture = (trusts, names, width) => {
  const sides = /** @type {const} */ ([
    [...new Set(trusts.map(({ trusteeOrgId }) => trusteeOrgId))],
    [...new Set(trusts.map(({ trustorOrgId }) => trustorOrgId))],
  ])
  const most = Math.max(...sides.map((ids) => ids.length))
  const height = top + most * (boxHeight + gap) - gap + 2
  const boxWidth = Math.round(Math.min(190, width * 0.3))
  const [left, right] = [place(sides[0], height), place(sides[1], height)]
  const rightX = width - boxWidth - 1
  /** @type {Array<Spot>} */
  const taken = []
  const links = trusts.map((trust) =>
    link(
      trust,
      [boxWidth + 1, left.get(trust.trusteeOrgId) ?? 0],
      [rightX - 2, right.get(trust.trustorOrgId) ?? 0],
      taken,
    ),
  )
  return draw(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-labelledby": "picture-title" },
    draw(
      "title",
      { id: "picture-title" },
      `${counted(trusts.length, "trust")}: ${trusts
        .map(
          ({ says, trusteeOrgId, trustorOrgId }) =>
            `${names.organization(trusteeOrgId)} in ${names.organization(trustorOrgId)}, ${says}`,
        )
        .join("; ")}. The list below says more.`,
    ),
    draw("defs", {}, ...["enabled", "ending", "disabled", "ended", "removed"].map(arrow)),
    draw("text", { class: "side", x: boxWidth / 2 + 1, y: 12, "text-anchor": "middle" }, "Trustees"),
    draw("text", { class: "side", x: rightX + boxWidth / 2, y: 12, "text-anchor": "middle" }, "Trustors"),
    ...links.map(({ line }) => line),
    ...Array.from(left, ([id, y]) => box(names.organization(id), 1, y, boxWidth)),
    ...Array.from(right, ([id, y]) => box(names.organization(id), rightX, y, boxWidth)),
    ...links.map(({ label }) => label),
  )
}

const nothing = () =>
  make(
    "p",
    { class: "empty" },
    "No trusts yet. A trustee makes a pairing (POST /pairings), and a trustor makes a trust of it (POST /trustees).",
  )

const show = whenChanged(
  /** @param {{ readonly trusts: ReadonlyArray<Shown>; readonly names: Names; readonly width: number }} value */
  ({ names, trusts, width }) =>
    find("picture", HTMLElement).replaceChildren(trusts.length === 0 ? nothing() : picture(trusts, names, width)),
)

/**
 * Draws the trusts anew where they or the room for them have changed.
 * @param {ReadonlyArray<Shown>} trusts
 * @param {Names} names
 */
export const showPicture = (trusts, names) =>
  show({ trusts, names, width: Math.max(260, find("picture", HTMLElement).clientWidth) })
