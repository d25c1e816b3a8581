/**
 * A process that runs one side of a comparison and sends what it measured.
 */
import { comparisonOf } from "./comparisons.ts"
import { efforts, isKindOfEffort } from "./efforts.ts"

// Whatever it has started ends with it.
process.once("SIGTERM", () => process.exit(1))

const [name = "", sideName = "", kind = ""] = process.argv.slice(2)
const { sides } = await comparisonOf(name)
const side = sides[sideName]
if (side === undefined || !isKindOfEffort(kind)) throw new Error(`There is no ${kind} ${name} of ${sideName}`)
const measures = await side(efforts[kind])
// Sockets and servers that are still open are of no interest any more.
process.send?.(measures, () => process.exit())
