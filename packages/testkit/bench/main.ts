/**
 * Measures this library against what else there is, and prints one table.
 *
 * `pnpm bench` measures everything and writes the table into `BENCHMARKS.md`;
 * `pnpm bench --short` only shows that everything runs; names of comparisons measure
 * those alone, and `--rounds N` says how often.
 */
import { join } from "node:path"
import { parseArgs } from "node:util"
import { names } from "./harness/comparisons.ts"
import { type Figures, measure } from "./harness/measure.ts"
import { circumstances, fill, table } from "./harness/report.ts"
import { versions } from "./support/versions.ts"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean", default: false }, rounds: { type: "string" } },
})
const rounds = Number(values.rounds ?? (values.short ? 1 : 3))
const chosen = positionals.length > 0 ? positionals : names

const figures: Array<Figures> = []
const failed: Array<string> = []
for (const name of chosen) {
  try {
    const measured = await measure(name, values.short ? "short" : "whole", rounds)
    console.error(values.short ? name : `${name}\n${table(measured)}`)
    figures.push(...measured)
  } catch (error) {
    // The others are measured all the same.
    console.error(`${name} could not be measured:`, error)
    failed.push(name)
    process.exitCode = 1
  }
}
if (failed.length === 0 && values.short) console.log("Everything runs.")
if (!values.short) console.log(table(figures))
if (chosen === names && !values.short) {
  const document = join(import.meta.dirname, "../BENCHMARKS.md")
  const missing = failed.length === 0 ? "" : `\n- could not be measured: ${failed.join(", ")}`
  fill(document, "benchmarks", `${circumstances(versions(), rounds)}${missing}\n\n${table(figures)}`)
}
