/**
 * What two descriptions of the API say differently.
 */
import type { Description, Field, Operation, Parameter, Shape } from "./Description.ts"

/** One difference: where, and what is so there. The two together name it. */
export interface Difference {
  /** An operation, a parameter, `Model.field`, or a region. */
  readonly place: string
  readonly says: string
}

/** A difference as one line. */
export const line = ({ place, says }: Difference): string => `${place}: ${says}`

/** A shape in words. */
const words = (shape: Shape): string => {
  switch (shape.kind) {
    case "list":
      return `list of ${words(shape.of)}`
    case "record":
      return `record of ${words(shape.of)}`
    case "model":
      return shape.name
    default:
      return shape.kind
  }
}

/** What is in only one of two maps, and what is in both. */
const sides = <A>(vendor: ReadonlyMap<string, A>, own: ReadonlyMap<string, A>) => ({
  added: [...vendor].filter(([name]) => !own.has(name)),
  gone: [...own].filter(([name]) => !vendor.has(name)),
  both: [...vendor].flatMap(([name, theirs]) => {
    const ours = own.get(name)
    return ours === undefined ? [] : [[name, theirs, ours] as const]
  }),
})

/** Whether we send a value or receive it: we have to be exact in what we send only. */
type Direction = "sent" | "received"

class Comparison {
  readonly found: Array<Difference> = []
  private readonly compared = new Set<string>()
  private readonly vendor: Description
  private readonly own: Description

  constructor(vendor: Description, own: Description) {
    this.vendor = vendor
    this.own = own
  }

  private say(place: string, says: string): void {
    if (!this.found.some((each) => each.place === place && each.says === says)) this.found.push({ place, says })
  }

  run(): ReadonlyArray<Difference> {
    this.operations()
    const regions = sides(this.vendor.regions, this.own.regions)
    for (const [name, domain] of regions.added) this.say(`region ${name}`, `new, at ${domain}`)
    for (const [name] of regions.gone) this.say(`region ${name}`, "gone")
    for (const [name, theirs, ours] of regions.both) {
      if (theirs !== ours) this.say(`region ${name}`, `at ${theirs}, not ${ours}`)
    }
    return this.found
  }

  private operations(): void {
    const { added, both, gone } = sides(this.vendor.operations, this.own.operations)
    // The same request under another name is no new operation.
    const isSame = (one: Operation, other: Operation) => one.method === other.method && one.path === other.path
    for (const [name, theirs] of added) {
      const before = gone.find(([, ours]) => isSame(theirs, ours))
      if (before === undefined) this.say(name, `new operation, ${theirs.method} ${theirs.path}`)
      else {
        this.say(before[0], `named ${name} now`)
        this.operation(before[0], theirs, before[1])
      }
    }
    for (const [name, ours] of gone) {
      if (!added.some(([, theirs]) => isSame(theirs, ours))) this.say(name, "operation gone")
    }
    for (const [name, theirs, ours] of both) this.operation(name, theirs, ours)
  }

  private operation(name: string, theirs: Operation, ours: Operation): void {
    if (theirs.method !== ours.method) this.say(name, `method ${theirs.method}, not ${ours.method}`)
    if (theirs.path !== ours.path) this.say(name, `path ${theirs.path}, not ${ours.path}`)
    const { added, both, gone } = sides(theirs.parameters, ours.parameters)
    for (const [parameter, { place, required }] of added) {
      this.say(`${name}(${parameter})`, `new parameter in the ${place}${required ? ", required" : ""}`)
    }
    for (const [parameter] of gone) this.say(`${name}(${parameter})`, "parameter gone")
    for (const [parameter, one, other] of both) this.parameter(`${name}(${parameter})`, one, other)
    this.body(`${name}(body)`, theirs.body, ours.body)
    this.shape(`${name} response`, "received", theirs.response, ours.response)
  }

  private parameter(place: string, theirs: Parameter, ours: Parameter): void {
    if (theirs.place !== ours.place) this.say(place, `in the ${theirs.place}, not in the ${ours.place}`)
    if (theirs.format !== ours.format)
      this.say(place, `written as ${theirs.format ?? "one value"}, not ${ours.format ?? "one value"}`)
    this.field(place, "sent", theirs, ours)
  }

  private body(place: string, theirs: Field | undefined, ours: Field | undefined): void {
    if (theirs === undefined && ours !== undefined) this.say(place, "body gone")
    if (theirs !== undefined && ours === undefined) this.say(place, "new body")
    if (theirs !== undefined && ours !== undefined) this.field(place, "sent", theirs, ours)
  }

  private field(place: string, direction: Direction, theirs: Field, ours: Field): void {
    // Of what comes we rely on the identity alone, whatever is promised.
    if (direction === "sent" && theirs.required !== ours.required) {
      this.say(place, theirs.required ? "required, not optional" : "optional, not required")
    }
    this.shape(place, direction, theirs.shape, ours.shape)
  }

  private shape(place: string, direction: Direction, theirs: Shape, ours: Shape): void {
    // What is open on one side is kept as it is on the other.
    if (theirs.kind === "open" || ours.kind === "open") return
    if (theirs.kind === "text" && ours.kind === "text") return this.values(place, theirs.values, ours.values)
    if (theirs.kind === "list" && ours.kind === "list") return this.shape(place, direction, theirs.of, ours.of)
    if (theirs.kind === "record" && ours.kind === "record") return this.shape(place, direction, theirs.of, ours.of)
    if (theirs.kind === "model" && ours.kind === "model") return this.models(direction, theirs.name, ours.name)
    if (theirs.kind !== ours.kind) this.say(place, `${words(theirs)}, not ${words(ours)}`)
  }

  /** Without values every text may come, and nothing is said of which do. */
  private values(place: string, theirs: ReadonlyArray<string> = [], ours: ReadonlyArray<string> = []): void {
    if (theirs.length === 0) return
    for (const value of theirs) if (!ours.includes(value)) this.say(place, `new value ${value}`)
    for (const value of ours) if (!theirs.includes(value)) this.say(place, `value ${value} gone`)
  }

  private models(direction: Direction, theirName: string, ourName: string): void {
    const key = `${direction} ${theirName} ${ourName}`
    if (this.compared.has(key)) return
    this.compared.add(key)
    if (theirName !== ourName) this.say(theirName, `named ${ourName} here`)
    const theirs = this.vendor.models.get(theirName) ?? new Map<string, Field>()
    const ours = this.own.models.get(ourName) ?? new Map<string, Field>()
    const { added, both, gone } = sides(theirs, ours)
    for (const [field, { shape }] of added) this.say(`${theirName}.${field}`, `new field, ${words(shape)}`)
    for (const [field] of gone) this.say(`${theirName}.${field}`, "field gone")
    for (const [field, one, other] of both) this.field(`${theirName}.${field}`, direction, one, other)
  }
}

/** What the vendor's description says differently from ours, each thing once. */
export const differences = (vendor: Description, own: Description): ReadonlyArray<Difference> =>
  new Comparison(vendor, own).run()
