/**
 * Implementations whose listings have another order: none is specified.
 */
import * as Hash from "effect/Hash"
import * as Result from "effect/Result"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { type OperationEntry, type OperationName, operations } from "@org-trust/core/Operation"
import type { Odd } from "../Odd.ts"

const listsPages = (operation: OperationName): boolean => {
  const { about, lists }: OperationEntry = operations[operation]
  return lists === "page" && about !== "audits"
}

/** Everything at once, as a page of which the limits are lifted. */
const everything = 1_000_000

const isList = (value: unknown): value is { readonly entities: ReadonlyArray<unknown> } =>
  typeof value === "object" && value !== null && "entities" in value && Array.isArray(value.entities)

const numberIn = (input: object, name: string): number | undefined => {
  const value: unknown = Object.entries(input).find(([key]) => key === name)?.[1]
  return typeof value === "number" ? value : undefined
}

type Arrange = (entities: ReadonlyArray<unknown>, request: Request, size: number) => ReadonlyArray<unknown>

/** Listings in another order, of which the pages are parts. */
const inOrder =
  (arrange: Arrange): Step =>
  <K extends OperationName>(environment: Environment, state: State, request: Request<K>): Stepped<K> => {
    if (!listsPages(request.operation)) return step(environment, state, request)
    const lifted = { ...environment, profile: { ...environment.profile, maxPageSize: everything } }
    const whole = step(lifted, state, { ...request, input: { ...request.input, pageSize: everything, pageNumber: 1 } })
    const entities = Result.isSuccess(whole.result) && isList(whole.result.success) ? whole.result.success.entities : []
    const size = numberIn(request.input, "pageSize") ?? Math.min(25, environment.profile.maxPageSize)
    const from = ((numberIn(request.input, "pageNumber") ?? 1) - 1) * size
    const stepped = step(environment, state, request)
    return {
      ...stepped,
      result: Result.map(stepped.result, (reply) =>
        isList(reply) ? { ...reply, entities: arrange(entities, request, size).slice(from, from + size) } : reply,
      ),
    }
  }

const idOf = (entity: unknown): string =>
  typeof entity === "object" && entity !== null && "id" in entity ? String(entity.id) : ""

/** By a number that is made from each entity and a text. */
const shuffledBy = (entities: ReadonlyArray<unknown>, salt: string): ReadonlyArray<unknown> =>
  entities
    .map((entity) => [Hash.string(salt + idOf(entity)), entity] as const)
    .sort(([one], [other]) => one - other)
    .map(([, entity]) => entity)

/** Implementations whose listings have another order. */
export const odds: ReadonlyArray<Odd> = [
  {
    name: "listings-reversed",
    sentence: "Listings come from the last entity to the first.",
    step: () => inOrder((entities) => [...entities].reverse()),
  },
  {
    name: "listings-shuffled",
    sentence: "Listings have an order that tells nothing, another one for each reader and each size of pages.",
    step: () =>
      inOrder((entities, { operation, principal: { organizationId, userId } }, size) =>
        shuffledBy(entities, `${operation} ${organizationId} ${userId ?? ""} ${size}`),
      ),
  },
  {
    name: "listings-shuffled-by-call",
    sentence: "Listings of one page have another order with each call.",
    step: () => {
      let calls = 0
      return inOrder((entities, _request, size) =>
        entities.length <= size ? shuffledBy(entities, String(calls++)) : entities,
      )
    },
  },
]
