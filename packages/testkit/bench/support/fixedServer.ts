/**
 * A server that does as little as possible: it sends bodies that were made before,
 * so that what is measured is the client. It is a process of its own.
 */
import { createServer } from "node:http"
import { trusteeBody, trusteesBody, userBodies } from "./answers.ts"

const [which = ""] = process.argv.slice(2)
const bodies = which === "users" ? await userBodies() : [await (which === "page" ? trusteesBody() : trusteeBody())]
const buffers = bodies.map((body) => Buffer.from(body))

const pageNumber = /[?&]pageNumber=(\d+)/

const server = createServer((request, response) => {
  const at = Number(pageNumber.exec(request.url ?? "")?.[1] ?? 1) - 1
  const body = buffers[buffers.length === 1 ? 0 : at] ?? ""
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.length,
    "inin-correlation-id": "0b3f2b1e-6b1e-4a53-9d0f-3a6f0d1c2e4f",
  })
  response.end(body)
})
server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (typeof address === "object" && address !== null) process.send?.(`http://127.0.0.1:${address.port}`)
})
