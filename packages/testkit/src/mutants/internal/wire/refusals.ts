/**
 * Implementations that refuse what they should and say so in a wrong way.
 */
import { answering, refusing, retelling, succeeding, type WireAnswer, withHeader, withValues } from "./OnWire.ts"
import type { WireMutant } from "./WireMutant.ts"

const restated =
  (from: number, to: number) =>
  (answer: WireAnswer): WireAnswer =>
    answer.status === from
      ? withValues(
          { ...answer, status: to },
          (name) => name === "status",
          () => to,
        )
      : answer

const without = (name: string) =>
  retelling((body) => Object.fromEntries(Object.entries(body).filter(([key]) => key !== name)))

/** Implementations that answer refusals in a wrong way, or any answer with the wrong correlation id. */
export const wrongRefusals: ReadonlyArray<WireMutant> = [
  {
    name: "refused-200",
    sentence: "A refusal is answered 200 with the error in its body.",
    rule: "wire.models",
    onWire: refusing((answer) => ({ ...answer, status: 200 })),
  },
  {
    name: "absent-410",
    sentence: "What is not there is answered 410.",
    rule: "wire.refusal-statuses",
    onWire: refusing(restated(404, 410)),
  },
  {
    name: "malformed-422",
    sentence: "A request of a wrong form is answered 422.",
    rule: "wire.refusal-statuses",
    onWire: refusing(restated(400, 422)),
  },
  {
    name: "conflict-412",
    sentence: "A conflict is answered 412.",
    rule: "wire.refusal-statuses",
    onWire: refusing(restated(409, 412)),
  },
  {
    name: "throttled-without-time",
    sentence: "Who lacks permission is told to come again, and not when.",
    rule: "wire.refusal-statuses",
    onWire: refusing((answer) => restated(403, 429)(answer)),
  },
  {
    name: "throttled-until-a-date",
    sentence: "Who lacks permission is told to come again at a date.",
    rule: "wire.refusal-statuses",
    onWire: refusing((answer) =>
      answer.status === 403
        ? withHeader(restated(403, 429)(answer), "retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")
        : answer,
    ),
  },
  {
    name: "problem-json",
    sentence: "Refusals are called application/problem+json.",
    rule: "wire.json",
    onWire: refusing((answer) => withHeader(answer, "content-type", "application/problem+json")),
  },
  {
    name: "pages-of-html",
    sentence: "What is not there is answered with a page of HTML.",
    rule: "wire.json",
    onWire: refusing((answer) =>
      answer.status === 404
        ? withHeader({ ...answer, body: "<html><body>Not Found</body></html>" }, "content-type", "text/html")
        : answer,
    ),
  },
  {
    name: "error-of-another-status",
    sentence: "The body of a refusal tells the status 500, whatever that of the answer is.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => ({ ...body, status: 500 })),
  },
  {
    name: "error-status-as-text",
    sentence: "The status in a refusal's body is a text.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => ({ ...body, status: String(body["status"]) })),
  },
  {
    name: "error-bare",
    sentence: "The body of a refusal is its message.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => body["message"]),
  },
  {
    name: "error-within",
    sentence: "The error is an object within the code of a refusal.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => ({ ...body, code: { value: body["code"] } })),
  },
  {
    name: "error-empty",
    sentence: "A refusal has no body.",
    rule: "wire.error-bodies",
    onWire: refusing((answer) => withHeader({ ...answer, body: "" }, "content-type", undefined)),
  },
  {
    name: "error-parameters-as-numbers",
    sentence: "The parameters of a refusal's message are numbers.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => ({ ...body, messageParams: { count: 1 } })),
  },
  {
    name: "error-details-as-object",
    sentence: "The details of a refusal are an object.",
    rule: "wire.error-bodies",
    onWire: retelling((body) => ({ ...body, details: {} })),
  },
  {
    name: "codes-of-its-own",
    sentence: "What is not there is answered with a code of its own.",
    rule: "wire.error-codes",
    onWire: retelling((body) => (body["status"] === 404 ? { ...body, code: "trust.not.found" } : body)),
  },
  {
    name: "code-of-another-status",
    sentence: "A conflict has the code of a bad request.",
    rule: "wire.error-codes",
    onWire: retelling((body) => (body["status"] === 409 ? { ...body, code: "bad.request" } : body)),
  },
  {
    name: "code-missing",
    sentence: "A refusal has no code.",
    rule: "wire.error-tells",
    onWire: without("code"),
  },
  {
    name: "context-missing",
    sentence: "A refusal has no context id.",
    rule: "wire.error-tells",
    onWire: without("contextId"),
  },
  {
    name: "correlation-missing",
    sentence: "Answers have no correlation id in their headers.",
    rule: "wire.correlation-id",
    onWire: answering((answer) => withHeader(answer, "inin-correlation-id", undefined)),
  },
  {
    name: "correlation-of-refusals-alone",
    sentence: "Successes have no correlation id.",
    rule: "wire.correlation-id",
    onWire: succeeding((answer) => withHeader(answer, "inin-correlation-id", undefined)),
  },
  {
    name: "context-of-another",
    sentence: "The context id of a refusal is not that of its headers.",
    rule: "wire.correlation-id",
    onWire: retelling((body) => ({ ...body, contextId: `${String(body["contextId"])}-0` })),
  },
]
