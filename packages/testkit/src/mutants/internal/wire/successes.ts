/**
 * Implementations that do what they should and answer it in a wrong way.
 */
import { answering, dating, succeeding, withBody, withHeader, withObjects, withValues } from "./OnWire.ts"
import type { WireMutant } from "./WireMutant.ts"

/** Implementations that answer successes in a wrong way. */
export const wrongSuccesses: ReadonlyArray<WireMutant> = [
  {
    name: "created-201",
    sentence: "What is made is answered 201.",
    rule: "wire.success-statuses",
    onWire: succeeding((answer, method) => (method === "POST" ? { ...answer, status: 201 } : answer)),
  },
  {
    name: "removed-200",
    sentence: "A removal is answered 200 with an empty object.",
    rule: "wire.success-statuses",
    onWire: succeeding((answer, method) =>
      method === "DELETE"
        ? { status: 200, headers: { ...answer.headers, "content-type": "application/json" }, body: "{}" }
        : answer,
    ),
  },
  {
    name: "updated-204",
    sentence: "An update is answered 204 without a body.",
    rule: "wire.success-statuses",
    onWire: succeeding((answer, method) =>
      method === "PUT" ? withHeader({ ...answer, status: 204, body: "" }, "content-type", undefined) : answer,
    ),
  },
  {
    name: "text-plain",
    sentence: "All bodies are called text/plain.",
    rule: "wire.json",
    onWire: answering((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  {
    name: "guarded-json",
    sentence: "JSON begins with a line that keeps scripts from reading it.",
    rule: "wire.json",
    onWire: succeeding((answer) => withBody(answer, (body) => `)]}',\n${body}`)),
  },
  {
    name: "numbers-as-text",
    sentence: "The versions of entities are texts.",
    rule: "wire.models",
    onWire: succeeding((answer) => withValues(answer, (name) => name === "version", String)),
  },
  {
    name: "switch-as-text",
    sentence: "The switch of a trust is a text.",
    rule: "wire.models",
    onWire: succeeding((answer) => withValues(answer, (name) => name === "enabled", String)),
  },
  {
    name: "switch-missing",
    sentence: "A trust does not tell whether it is enabled.",
    rule: "wire.models",
    onWire: succeeding((answer) =>
      withValues(
        answer,
        (name) => name === "enabled",
        () => undefined,
      ),
    ),
  },
  {
    name: "ids-as-objects",
    sentence: "An id is an object with a value.",
    rule: "wire.models",
    onWire: succeeding((answer) =>
      withValues(
        answer,
        (name) => name === "id",
        (value) => ({ value }),
      ),
    ),
  },
  {
    name: "permissions-as-text",
    sentence: "Permissions are one text with commas.",
    rule: "wire.models",
    onWire: succeeding((answer) =>
      withValues(
        answer,
        (name) => name === "permissions",
        (value) => (Array.isArray(value) ? value.join(",") : value),
      ),
    ),
  },
  {
    name: "pages-bare",
    sentence: "A page is the array of its entities.",
    rule: "wire.pages",
    onWire: succeeding((answer) =>
      withObjects(answer, (object) => (Array.isArray(object["entities"]) ? object["entities"] : object)),
    ),
  },
  {
    name: "totals-as-text",
    sentence: "The total of a listing is a text.",
    rule: "wire.pages",
    onWire: succeeding((answer) => withValues(answer, (name) => name === "total", String)),
  },
  {
    name: "links-as-objects",
    sentence: "The links of a page are objects.",
    rule: "wire.pages",
    onWire: succeeding((answer) =>
      withObjects(answer, (object) =>
        "pageNumber" in object ? { ...object, firstUri: { href: object["firstUri"] } } : object,
      ),
    ),
  },
  {
    name: "dates-as-numbers",
    sentence: "Dates are milliseconds since 1970.",
    rule: "wire.dates",
    onWire: dating((text) => Date.parse(text)),
  },
  {
    name: "dates-elsewhere",
    sentence: "Dates are those of another time zone.",
    rule: "wire.dates",
    onWire: dating((text) => new Date(Date.parse(text) + 7_200_000).toISOString().replace("Z", "+02:00")),
  },
  {
    name: "dates-without-zone",
    sentence: "Dates do not tell their time zone.",
    rule: "wire.dates",
    onWire: dating((text) => text.replace("Z", "")),
  },
  {
    name: "dates-with-a-space",
    sentence: "Date and time are parted by a space.",
    rule: "wire.dates",
    onWire: dating((text) => text.replace("T", " ")),
  },
]
