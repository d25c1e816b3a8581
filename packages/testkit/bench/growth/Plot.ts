/**
 * Lines over a logarithmic scale, as SVG that is read on light and on dark ground.
 */

/** A line: a value for each number of members. */
export interface Line {
  readonly name: string
  readonly values: ReadonlyArray<number>
}

/** One diagram. */
export interface Diagram {
  readonly title: string
  readonly unit: string
  /** The powers of ten between which the values lie. */
  readonly from: number
  readonly to: number
  readonly lines: ReadonlyArray<Line>
}

const style = `
    svg { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; color: #1f2328 }
    text { fill: currentColor }
    .title { font-size: 15px; font-weight: 600 }
    .quiet { opacity: 0.7 }
    .grid { stroke: currentColor; stroke-opacity: 0.13 }
    .minor { stroke: currentColor; stroke-opacity: 0.05 }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round }
    .c0 { --c: #0969da } .c1 { --c: #bc4c00 } .c2 { --c: #1a7f37 } .c3 { --c: #8250df } .c4 { --c: #bf3989 } .c5 { --c: #57606a }
    .line { stroke: var(--c) } .mark { fill: var(--c) }
    @media (prefers-color-scheme: dark) {
      svg { color: #e6edf3 }
      .c0 { --c: #58a6ff } .c1 { --c: #f0883e } .c2 { --c: #56d364 } .c3 { --c: #bc8cff } .c4 { --c: #ff7bc0 } .c5 { --c: #adbac7 }
    }`

const marks: ReadonlyArray<(x: number, y: number) => string> = [
  (x, y) => `<circle class="mark" cx="${x}" cy="${y}" r="4"/>`,
  (x, y) => `<rect class="mark" x="${x - 3.5}" y="${y - 3.5}" width="7" height="7"/>`,
  (x, y) => `<path class="mark" d="M${x} ${y - 5}l5 9h-10z"/>`,
  (x, y) => `<path class="mark" d="M${x} ${y - 5}l5 5-5 5-5-5z"/>`,
  (x, y) => `<path class="mark" d="M${x} ${y + 5}l5 -9h-10z"/>`,
  (x, y) => `<circle class="mark" cx="${x}" cy="${y}" r="2.5"/>`,
]

const round = (value: number): number => Math.round(value * 10) / 10

/** A number as it is read in a table: two digits, or all of it. */
export const short = (value: number): string =>
  value >= 10 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(2)

const power = (exponent: number): string => (10 ** exponent).toLocaleString("en-US", { maximumFractionDigits: 3 })

const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const draw = (sizes: ReadonlyArray<number>, { from, lines, title, to, unit }: Diagram, frame: Frame): string => {
  const { height, left, top, width } = frame
  const [least, most] = [Math.log10(sizes[0] ?? 1), Math.log10(sizes.at(-1) ?? 10)]
  const inset = 24
  const x = (size: number) =>
    round(left + inset + ((Math.log10(size) - least) / Math.max(most - least, 1)) * (width - 2 * inset))
  const y = (value: number) => round(top + height - ((Math.log10(value) - from) / (to - from)) * height)
  const right = left + width
  const across = (at: number, kind: string) => `<path class="${kind}" d="M${left} ${at}H${right}"/>`
  const grid = range(from, to).flatMap((exponent) => [
    across(y(10 ** exponent), "grid"),
    `<text class="quiet" x="${left - 8}" y="${y(10 ** exponent) + 4}" text-anchor="end">${power(exponent)}</text>`,
    ...(exponent === to ? [] : range(2, 9).map((times) => across(y(times * 10 ** exponent), "minor"))),
  ])
  const ticks = sizes.map(
    (size) =>
      `<text class="quiet" x="${x(size)}" y="${top + height + 20}" text-anchor="middle">${size.toLocaleString("en-US")}</text>`,
  )
  const curves = lines.map(({ values }, at) => {
    const points = values.map((value, index) => [x(sizes[index] ?? 1), y(value)] as const)
    const path = points.map(([px, py], index) => `${index === 0 ? "M" : "L"}${px} ${py}`).join("")
    return `<g class="c${at}"><path class="line" d="${path}"/>${points.map(([px, py]) => marks[at]?.(px, py) ?? "").join("")}</g>`
  })
  const legend = lines.map(({ name, values }, at) => {
    const [lx, ly] = [left + 4, top + height + 88 + at * 21]
    const told = `${short(values[0] ?? NaN)} → ${short(values.at(-1) ?? NaN)}`
    return (
      `<g class="c${at}"><path class="line" d="M${lx} ${ly - 4}h26"/>${marks[at]?.(lx + 13, ly - 4) ?? ""}</g>` +
      `<text x="${lx + 36}" y="${ly}">${name}</text><text class="quiet" x="${right}" y="${ly}" text-anchor="end">${told}</text>`
    )
  })
  return [
    `<text class="title" x="${left}" y="${top - 30}">${title}</text>`,
    `<text class="quiet" x="${left}" y="${top - 12}">${unit}</text>`,
    ...grid,
    ...ticks,
    `<text class="quiet" x="${left + width / 2}" y="${top + height + 40}" text-anchor="middle">users in the trust</text>`,
    ...curves,
    `<text class="quiet" x="${right}" y="${top + height + 67}" text-anchor="end">at ${(sizes[0] ?? 1).toLocaleString("en-US")} → at ${(sizes.at(-1) ?? 1).toLocaleString("en-US")}</text>`,
    ...legend,
  ].join("\n  ")
}

/** Two diagrams side by side, over the same numbers of members. */
export const plot = (
  sizes: ReadonlyArray<number>,
  description: string,
  diagrams: readonly [Diagram, Diagram],
): string => {
  const [one, other] = diagrams
  const most = Math.max(one.lines.length, other.lines.length)
  const [top, height] = [62, 280]
  const total = top + height + 78 + most * 21
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 ${total}" role="img" aria-label="${description}">
  <style>${style}
  </style>
  ${draw(sizes, one, { left: 70, top, width: 440, height })}
  ${draw(sizes, other, { left: 590, top, width: 290, height })}
</svg>
`
}
