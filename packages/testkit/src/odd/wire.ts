/**
 * Right implementations that are odd on the wire.
 */
import * as Effect from "effect/Effect"
import {
  answering,
  dating,
  isOfApi,
  type OnWire,
  retelling,
  withBody,
  withHeader,
  withObjects,
} from "../mutants/internal/wire/OnWire.ts"

/**
 * A right implementation that is odd on the wire.
 * @category models
 * @since 0.1.0
 */
export interface WireOdd {
  readonly name: string
  readonly sentence: string
  readonly onWire: OnWire
}

const typed = (contentType: string): OnWire =>
  answering((answer) => (answer.body === "" ? answer : withHeader(answer, "content-type", contentType)))

/**
 * Right implementations that are odd on the wire.
 * @category constants
 * @since 0.1.0
 */
export const wireOdds: ReadonlyArray<WireOdd> = [
  { name: "charset-named", sentence: "JSON names its charset.", onWire: typed("application/json;charset=UTF-8") },
  {
    name: "type-in-capitals",
    sentence: "The content type is written with capitals and a parameter of its own.",
    onWire: typed('Application/JSON; profile="x"'),
  },
  {
    name: "headers-in-capitals",
    sentence: "The names of headers are written in capitals.",
    onWire: answering((answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toUpperCase(), value])),
    })),
  },
  {
    name: "headers-of-others",
    sentence: "Answers have headers of proxies, caches and browsers.",
    onWire: answering((answer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        "cache-control": "no-store",
        "strict-transport-security": "max-age=600",
        via: "1.1 gateway",
        "set-cookie": "a=b; Path=/",
      },
    })),
  },
  {
    name: "correlation-by-number",
    sentence: "Correlation ids are no UUIDs.",
    onWire: answering((answer) => {
      const id = answer.headers["inin-correlation-id"] ?? ""
      const own = `req-${id.replaceAll("-", "")}`
      return withHeader(
        withBody(answer, (body) => (id === "" ? body : body.replaceAll(id, own))),
        "inin-correlation-id",
        own,
      )
    }),
  },
  {
    name: "bulk-removal-200",
    sentence: "A bulk removal is answered 200 with an empty object.",
    onWire: (request, next) =>
      Effect.map(next(request), (answer) =>
        answer.status === 204 && /\/trust(ees|ors)\?/.test(request.path)
          ? { status: 200, headers: { ...answer.headers, "content-type": "application/json" }, body: "{}" }
          : answer,
      ),
  },
  {
    name: "json-laid-out",
    sentence: "JSON is laid out in lines, with a line break at its end.",
    onWire: answering((answer) => withBody(answer, (body) => `${JSON.stringify(JSON.parse(body), undefined, 2)}\n`)),
  },
  {
    name: "json-escaped",
    sentence: "JSON escapes slashes.",
    onWire: answering((answer) => withBody(answer, (body) => body.replaceAll("/", "\\/"))),
  },
  {
    name: "dates-in-seconds",
    sentence: "Dates of whole seconds have no fraction.",
    onWire: dating((text) => text.replace(".000Z", "Z")),
  },
  {
    name: "dates-in-microseconds",
    sentence: "Dates have six places after the second.",
    onWire: dating((text) => text.replace(/(\.\d{3})Z$/, "$1000Z")),
  },
  {
    name: "errors-told-more",
    sentence: "Refusals tell more than is described, and have errors within.",
    onWire: retelling((body) => ({
      ...body,
      timestamp: 0,
      details: [{ errorCode: "x", fieldName: "y", more: 1 }],
      errors: [{ message: "and this", code: "more", status: 400, messageParams: { what: "this" } }],
    })),
  },
  {
    name: "errors-told-barely",
    sentence: "Refusals tell a message, a code, a status and a context id, and nothing else.",
    onWire: retelling(({ code, contextId, limit, message, messageParams, status }) => ({
      code,
      contextId,
      message,
      status,
      ...(limit !== undefined && { limit }),
      ...(messageParams !== undefined && { messageParams }),
    })),
  },
  {
    name: "texts-of-its-own",
    sentence: "Messages are in another language, with signs beyond ASCII.",
    onWire: retelling((body) => ({ ...body, message: "Das geht nicht – „nein“ ✗" })),
  },
  {
    name: "fields-of-its-own",
    sentence: "Every object that is answered has fields that are described nowhere, one of them called like a date.",
    onWire: answering((answer) =>
      withObjects(answer, (object) =>
        "permissions" in object && Object.keys(object).length === 1
          ? object
          : { ...object, dateOfTheirs: "yesterday", "x-more": { id: 7, enabled: "maybe" } },
      ),
    ),
  },
  {
    name: "null-in-errors",
    sentence: "What a refusal does not tell is null.",
    onWire: retelling((body) => ({
      entityId: null,
      entityName: null,
      details: null,
      errors: null,
      limit: null,
      ...body,
    })),
  },
  {
    name: "login-told-more",
    sentence: "The answer to a login has a type in capitals and tells more.",
    onWire: (request, next) =>
      Effect.map(next(request), (answer) =>
        isOfApi(request) ? answer : withBody(answer, (body) => body.replace('"bearer"', '"Bearer","more":{"a":1}')),
      ),
  },
]
