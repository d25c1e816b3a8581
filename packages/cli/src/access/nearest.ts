/** In how many places two words differ: letters changed, left out, put in, or swapped with the next. */
const distance = (one: string, other: string): number => {
  const width = other.length + 1
  let last: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.from({ length: width }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j < width; j++) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (last[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    last = row
    row = next
  }
  return row[width - 1] ?? 0
}

/** The word that a misspelt one was meant to be, where one is near enough. */
export const nearest = (word: string, known: ReadonlyArray<string>): string | undefined =>
  known
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ away, candidate }) => away <= Math.max(2, candidate.length / 3) && away < candidate.length)
    .toSorted((one, other) => one.away - other.away)[0]?.candidate
