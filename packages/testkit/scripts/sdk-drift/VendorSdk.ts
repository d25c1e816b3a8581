/**
 * The vendor's side: the JavaScript SDK `purecloud-platform-client-v2`, by the syntax
 * trees of its type declarations and of its code.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Description, type Field, isOurs, type Operation, type Parameter } from "./Description.ts"
import { type Call, callsIn, exportedTexts } from "./SdkCode.ts"
import { readTypes, type SdkTypes } from "./SdkTypes.ts"

const unknown: Field = { required: true, shape: { kind: "open" } }

const toOperation = (types: SdkTypes, call: Call): Operation => {
  const method = types.method(call.className, call.name)
  const typed = method?.parameters ?? new Map<string, Field>()
  const sent = call.parameters.map(({ format, from, name, place }): [string, Parameter] => [
    name,
    { ...(typed.get(from) ?? unknown), place, ...(format !== undefined && { format }) },
  ])
  const used = new Set([...call.parameters.map(({ from }) => from), call.body])
  // What has a type but is sent nowhere is named all the same.
  const unsent = [...typed].flatMap(([name, field]): ReadonlyArray<[string, Parameter]> =>
    used.has(name) ? [] : [[name, { ...field, place: "query", format: "not sent" }]],
  )
  return {
    method: call.method,
    path: call.path,
    parameters: new Map([...sent, ...unsent]),
    ...(call.body !== undefined && { body: typed.get(call.body) ?? unknown }),
    response: method?.response ?? { kind: "open" },
  }
}

/** The SDK's version. */
export const versionOf = (directory: string): string => {
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"))
  if (typeof version !== "string") throw new Error(`${directory} has no version`)
  return version
}

/** What the SDK in a directory says of the operations that are ours. */
export const vendorSdk = (directory: string): Description => {
  const source = join(directory, "src", "purecloud-platform-client-v2")
  const api = join(source, "api")
  const types = readTypes(readFileSync(join(directory, "index.d.ts"), "utf8"))
  const calls = readdirSync(api)
    .map((file) => [file, readFileSync(join(api, file), "utf8")] as const)
    // Most of its hundred files have nothing to do with trusts.
    .filter(([, code]) => /orgauthorization|trustee|trustor/i.test(code))
    .flatMap(([file, code]) => callsIn(file, code))
    .filter(({ path }) => isOurs(path))
  if (calls.length === 0) throw new Error(`No operation of trusts in ${api}: the SDK is written in another way now`)
  const operations = calls.map((call): [string, Operation] => [call.name, toOperation(types, call)])
  const hosts = exportedTexts("PureCloudRegionHosts.js", readFileSync(join(source, "PureCloudRegionHosts.js"), "utf8"))
  return {
    operations: new Map(operations),
    models: types.models,
    regions: new Map([...hosts].map(([name, domain]) => [name.replaceAll("_", "-"), domain])),
  }
}
