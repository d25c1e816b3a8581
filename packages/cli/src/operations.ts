/**
 * `org-trust operations`: prints the table of operations.
 */
import * as Console from "effect/Console"
import * as Command from "effect/cli/Command"
import { type OperationEntry, operationNames, operations as table } from "@org-trust/core/Operation"

/** The headings of the table of operations. */
export const headings = ["operation", "method and path", "permissions", "checked in", "API name", "since"] as const

/** One row of the table for each operation. */
export const rows: ReadonlyArray<ReadonlyArray<string>> = operationNames.map((name) => {
  const entry: OperationEntry = table[name]
  const { mode, permissions } = entry.permissions
  return [
    name,
    `${entry.method} ${entry.base ?? ""}${entry.path}`,
    `${permissions.length > 1 ? `${mode} of ` : ""}${permissions.map((each) => each.replace("authorization:", "")).join(", ")}`,
    entry.checkedIn === "caller" ? "own organization" : "trustor organization",
    entry.apiName,
    `${entry.since}`,
  ]
})

const aligned = (lines: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

/** The command. */
export const operations = Command.make("operations", {}, () => Console.log(aligned([headings, ...rows]))).pipe(
  Command.withDescription("Print the table of operations; permissions are of the domain authorization"),
  Command.withExamples([{ command: "org-trust operations", description: "Print all operations" }]),
)
