/**
 * Writes the pages of the API reference to `dist`, from the comments of all public
 * modules and from the documents of the packages. Fails where a word is missing, or
 * where a link leads nowhere.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Application } from "typedoc"
import { deadLinks } from "./deadLinks.ts"

const packages = fileURLToPath(new URL("..", import.meta.url))
const pages = `${packages}reference/dist`

/** The files of the public modules of a package, as its `exports` list them. */
const modulesOf = (name: string): ReadonlyArray<string> => {
  const file = `${packages}${name}/package.json`
  const { exports }: { readonly exports: Readonly<Record<string, unknown>> } = JSON.parse(readFileSync(file, "utf8"))
  return Object.values(exports).flatMap((path) =>
    typeof path === "string" && path.endsWith(".ts") && path !== "./src/index.ts"
      ? [`${packages}${name}/${path.slice(2)}`]
      : [],
  )
}

const application = await Application.bootstrap({
  name: "Org Trust",
  entryPoints: ["core", "http", "testkit", "workflow"].flatMap(modulesOf),
  tsconfig: `${packages}reference/tsconfig.json`,
  readme: `${packages}../README.md`,
  projectDocuments: [
    "core/README.md",
    "core/RULES.md",
    "http/README.md",
    "http/FAILURES.md",
    "testkit/README.md",
    "testkit/CONTRACT.md",
    "testkit/PROOFS.md",
    "testkit/RECIPES.md",
    "workflow/README.md",
    "cli/README.md",
  ].map((path) => `${packages}${path}`),
  excludeExternals: true,
  excludeInternal: true,
  disableSources: true,
  // The compiler has its own step, and another version.
  skipErrorChecking: true,
  // Not the properties of types that are inferred: they are written nowhere.
  requiredToBeDocumented: [
    "Module",
    "Enum",
    "EnumMember",
    "Variable",
    "Function",
    "Class",
    "Interface",
    "Method",
    "TypeAlias",
  ],
  validation: { invalidLink: true, invalidPath: false, notDocumented: true, notExported: false, rewrittenLink: true },
  highlightLanguages: ["javascript", "json", "mermaid", "sh", "typescript", "yaml"],
  navigation: { includeCategories: false, includeFolders: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
})

const project = await application.convert()
if (project === undefined) throw new Error("The sources could not be read")
application.validate(project)
await application.generateDocs(project, pages)
const { errorCount, warningCount } = application.logger
const dead = deadLinks(pages)
for (const { page, target } of dead) console.error(`${page}: ${target} leads nowhere`)
if (errorCount + warningCount + dead.length > 0) process.exitCode = 1
