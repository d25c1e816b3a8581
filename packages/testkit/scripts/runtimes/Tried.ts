/**
 * Where the client is tried, in which way, and what has to come of it. The table in the
 * documents is made of this, and `runtimes.ts` holds it to be true.
 */

/** The packages that bring the runtimes; their versions are those that are tried. */
export const versions = {
  "Node 22": "22.23.3",
  "Node 24": "24.21.0",
  "Node 26": "26.10.0",
  Bun: "1.4.5",
  Deno: "2.9.6",
  workerd: "1.20260730.1",
  Chromium: "153.0.0",
} as const

/** A runtime that runs a program from the command line. */
export type Runtime = "Node 22" | "Node 24" | "Node 26" | "Bun" | "Deno"

/** Names of the HTTP layers in `programs/layers.ts`. */
export type LayerName = "Undici.layer" | "undici" | "undici, proxied" | "node:http" | "fetch"

/** How the server can be reached. */
export type Network = "directly" | "HTTP_PROXY" | "NODE_EXTRA_CA_CERTS"

/** One way to try the smoke program. */
export interface Try {
  readonly runtime: Runtime
  readonly layer: LayerName
  readonly network: Network
  /** Further environment that it takes. */
  readonly environment?: Readonly<Record<string, string>>
  readonly works: boolean
}

const nodes = ["Node 22", "Node 24", "Node 26"] as const
const plainLayers = ["Undici.layer", "undici", "node:http", "fetch"] as const
const proxied = { NODE_USE_ENV_PROXY: "1" }

const on = (
  runtime: Runtime,
  layer: LayerName,
  network: Network,
  works: boolean,
  environment?: Try["environment"],
) => ({
  runtime,
  layer,
  network,
  works,
  ...(environment !== undefined && { environment }),
})

/** All of them. */
export const tries: ReadonlyArray<Try> = [
  ...([...nodes, "Deno"] as const).flatMap((runtime) =>
    plainLayers.map((layer) => on(runtime, layer, "directly", true)),
  ),
  on("Bun", "node:http", "directly", true),
  on("Bun", "fetch", "directly", true),
  on("Bun", "undici", "directly", false),
  on("Bun", "Undici.layer", "directly", false),
  ...nodes.map((runtime) => on(runtime, "undici, proxied", "HTTP_PROXY", true)),
  ...(["Node 24", "Node 26"] as const).map((runtime) => on(runtime, "fetch", "HTTP_PROXY", true, proxied)),
  on("Node 26", "undici", "HTTP_PROXY", false),
  on("Node 26", "node:http", "HTTP_PROXY", false, proxied),
  on("Bun", "fetch", "HTTP_PROXY", true),
  on("Deno", "fetch", "HTTP_PROXY", true),
  ...nodes.flatMap((runtime) => plainLayers.map((layer) => on(runtime, layer, "NODE_EXTRA_CA_CERTS", true))),
  on("Bun", "fetch", "NODE_EXTRA_CA_CERTS", true),
  on("Deno", "fetch", "NODE_EXTRA_CA_CERTS", true),
]

/** Where a change fails in each phase on real sockets, by runtime and layer. */
export const failingTries: ReadonlyArray<Pick<Try, "runtime" | "layer">> = tries.filter(
  ({ network, works }) => network === "directly" && works,
)

/** How a change can fail. */
export type Failing =
  | "name"
  | "connection"
  | "certificate"
  | "handshake"
  | "no answer"
  | "no answer in time"
  | "half an answer"

/** Failures before anything is sent that look like later ones. */
export const notTold = (runtime: Runtime, layer: LayerName): ReadonlyArray<Failing> =>
  runtime === "Bun" && layer === "fetch" ? ["handshake"] : []

/** What certainly was not sent is `Unavailable`. */
export const errorIn = (phase: string, runtime: Runtime, layer: LayerName): "Unavailable" | "UnknownOutcome" =>
  phase.includes("answer") || notTold(runtime, layer).some((each) => each === phase) ? "UnknownOutcome" : "Unavailable"
