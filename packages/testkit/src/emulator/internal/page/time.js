/**
 * Times and durations in words.
 */

/**
 * `2026-11-28 06:40:12 UTC`
 * @param {number} millis
 */
export const moment = (millis) => `${new Date(millis).toISOString().slice(0, 19).replace("T", " ")} UTC`

/**
 * `06:40:12`
 * @param {string} iso
 */
export const timeOfDay = (iso) => iso.slice(11, 19)

const units = /** @type {const} */ ([
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
])

/**
 * The two largest units of a duration: `1 d 23 h`, `59 min 12 s`.
 * @param {number} millis
 */
export const duration = (millis) => {
  const whole = Math.max(0, Math.ceil(millis / 1_000) * 1_000)
  const from = Math.max(
    0,
    units.findIndex(([, size]) => whole >= size),
  )
  if (whole === 0) return "0 s"
  let rest = whole
  return units
    .slice(from, from + 2)
    .flatMap(([unit, size]) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count === 0 ? [] : [`${count} ${unit}`]
    })
    .join(" ")
}

/**
 * The emulator's clock between two looks at it. It runs, or it stands still, as it does in a test.
 */
export const makeClock = () => {
  let told = Date.now()
  let toldAt = performance.now()
  let runs = true
  const now = () => (runs ? told + performance.now() - toldAt : told)
  return {
    /** @param {string} iso */
    set: (iso) => {
      const millis = Date.parse(iso)
      const at = performance.now()
      if (at - toldAt > 500) runs = millis !== told
      told = millis
      toldAt = at
    },
    now,
  }
}
