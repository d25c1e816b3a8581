/**
 * Writes how many milliseconds importing the in-memory layer takes, where schemas and
 * layers are there already.
 */
await import("effect/Layer")
await import("effect/Schema")

const start = performance.now()
await import("@org-trust/testkit/InMemory")
console.log(performance.now() - start)
