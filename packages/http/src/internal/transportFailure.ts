import type { HttpClientError } from "effect/http/HttpClientError"
import * as Predicate from "effect/Predicate"
import { isBeforeWriting, isPhase, type Phase } from "../Transport.ts"
import { connectPhaseOf } from "./connectErrors.ts"
import type { Turn } from "./turn.ts"

/** What is known of a request that got no answer. */
export interface Failed {
  /** How far it had come; undefined where nothing tells. */
  readonly phase: Phase | undefined
  /** False where certainly nothing of it has left. */
  readonly isSent: boolean
  /** Whether what stood in the way may pass by itself. */
  readonly isPassing: boolean
  /** It for people, outermost first. */
  readonly parts: ReadonlyArray<string>
}

const textOf = (error: object, name: "code" | "syscall" | "message" | "name"): string => {
  const value = Predicate.hasProperty(error, name) ? error[name] : undefined
  return typeof value === "string" ? value : ""
}

// What can nest without end is looked at only so far.
const maxDepth = 5
const maxErrors = 16

/** An error and what has caused it, outermost first; of several at once, one after the other. */
const chainOf = (error: unknown, depth = 0): ReadonlyArray<object> => {
  if (!Predicate.isObject(error) || depth > maxDepth) return []
  const causes = Predicate.hasProperty(error, "errors") && Array.isArray(error.errors) ? error.errors : []
  const cause: unknown = Predicate.hasProperty(error, "cause") ? error.cause : undefined
  return [error, ...[cause, ...causes].flatMap((each) => chainOf(each, depth + 1))].slice(0, maxErrors)
}

/** Families of OpenSSL's codes for certificates, as Node, Deno and Bun have them. */
const certificate =
  /^(CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|SUBJECT_ISSUER|ERR_TLS_)/

/** What TLS says of a record, and not of the handshake: it can come later. */
const ofRecords =
  /BAD_RECORD|DECRYPTION_FAILED|RECORD_OVERFLOW|UNEXPECTED_EOF|UNEXPECTED_RECORD|INTERNAL_ERROR|CLOSE_NOTIFY/

const isTls = (error: object): boolean => {
  const code = textOf(error, "code")
  const message = textOf(error, "message")
  return (
    certificate.test(code) ||
    (code.startsWith("ERR_SSL_") && !ofRecords.test(code)) ||
    (code === "EPROTO" && /ssl|tls/i.test(message) && !ofRecords.test(message.toUpperCase().replaceAll(" ", "_"))) ||
    message.includes("before secure TLS connection was established")
  )
}

const isTunnel = (error: object): boolean =>
  /^(ERR_PROXY_TUNNEL|UND_ERR_PRX|UND_ERR_SOCKS)/.test(textOf(error, "code")) ||
  /HTTP Tunneling|Proxy Authentication Required/i.test(textOf(error, "message"))

const isName = (error: object): boolean =>
  /^(getaddrinfo|query)/.test(textOf(error, "syscall")) || /^(EAI_|ENOTFOUND$)/.test(textOf(error, "code"))

/** What says of a connection that it has not come about, but where it is raised by reading or writing. */
const noConnection =
  /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/

/** `fetch` does not even try some ports. */
const blockedPort = /^bad port$|requests to port \d+ are blocked/i

const isConnection = (error: object): boolean => {
  const syscall = textOf(error, "syscall")
  return (
    syscall === "connect" ||
    (syscall === "" && noConnection.test(textOf(error, "code"))) ||
    blockedPort.test(textOf(error, "message"))
  )
}

/** Deno's `fetch` says how far it was, and why, in words alone. */
const denoPhase = (message: string): Phase | undefined => {
  if (!message.includes("client error (Connect)")) return undefined
  if (message.includes("dns error")) return "resolving"
  if (/tunnel/i.test(message)) return "tunnel"
  return /certificate|tls|handshake|alert|corrupt message/i.test(message) ? "handshake" : "connecting"
}

/** The phase that one error tells of by itself. */
const phaseOf = (error: object): Phase | undefined => {
  if (Predicate.isTagged(error, "TransportFailure") && Predicate.hasProperty(error, "phase") && isPhase(error.phase)) {
    return error.phase
  }
  if (isTunnel(error)) return "tunnel"
  if (isTls(error)) return "handshake"
  if (isName(error)) return "resolving"
  if (isConnection(error)) return "connecting"
  return denoPhase(textOf(error, "message")) ?? connectPhaseOf(error)
}

const isLoss = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ERR_SOCKET_CLOSED|UND_ERR_SOCKET|ERR_TLS_HANDSHAKE_TIMEOUT)$/

/** Proxies refuse for good with 4xx, but for these. */
const passingRefusals: ReadonlySet<number> = new Set([408, 425, 429])

const tunnelStatus = (message: string): number =>
  Number(/HTTP\/\d(?:\.\d)? (\d{3})|\((\d{3})\)/.exec(message)?.slice(1).find(Predicate.isNotUndefined))

/** Whether what an error tells of may pass by itself. */
const mayPass = (error: object, phase: Phase): boolean => {
  if (Predicate.isTagged(error, "TransportFailure")) {
    const said = Predicate.hasProperty(error, "isPassing") ? error.isPassing : undefined
    return typeof said === "boolean" ? said : phase !== "handshake" && phase !== "tunnel"
  }
  const message = textOf(error, "message")
  switch (phase) {
    case "handshake":
      return isLoss.test(textOf(error, "code")) || /handshake eof|reset by peer|timed out/i.test(message)
    case "tunnel": {
      // The proxy's own certificate, or who it lets in.
      if (/AUTH|PRX_TLS/.test(textOf(error, "code"))) return false
      const status = tunnelStatus(message)
      return !(status >= 400 && status < 500) || passingRefusals.has(status)
    }
    default:
      return !blockedPort.test(message)
  }
}

/** What `fetch` says of a network that fails: a `TypeError`, as of a mistake in a program. */
const ofNetwork =
  /failed to fetch|fetch failed|load failed|network ?error|network (connection|request)|internet connection|could not connect|could not be found|timed out|ssl error|certificate|error sending request|error reading a body|terminated|cancelled|aborted/i

const mistakes: ReadonlySet<string> = new Set(["TypeError", "ReferenceError", "RangeError", "SyntaxError"])

const mistakenCode =
  /^(ERR_INVALID_|ERR_MISSING_|ERR_UNESCAPED_|ERR_HTTP_INVALID_|ERR_HTTP_HEADERS_SENT|ERR_SOCKET_BAD_PORT|ERR_UNSUPPORTED_|ERR_PROXY_INVALID|UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED|UND_ERR_CLOSED|UND_ERR_DESTROYED)/

/** A mistake in the program, of whoever made it: no wait mends it. */
const isMistake = (error: object): boolean => {
  const code = textOf(error, "code")
  if (code !== "") return mistakenCode.test(code)
  const isCaused = Predicate.hasProperty(error, "cause") && Predicate.isObject(error.cause)
  return mistakes.has(textOf(error, "name")) && !isCaused && !ofNetwork.test(textOf(error, "message"))
}

const words: Record<Phase, string> = {
  resolving: "the name of the host does not resolve",
  connecting: "there is no connection",
  tunnel: "the proxy opens no tunnel",
  handshake: "there is no secure connection",
  writing: "the connection failed while the request was sent",
  waiting: "the connection failed before an answer came",
  body: "the connection failed within the answer",
}

const describe = (error: object): string => {
  const message = textOf(error, "message")
  const code = textOf(error, "code")
  const name = mistakes.has(textOf(error, "name")) ? `${textOf(error, "name")}: ` : ""
  if (message === "") return code
  return code === "" || message.includes(code) ? name + message : `${name}${message} (${code})`
}

/** Host and port of a request, without anything secret that its URL may have. */
export const hostOf = (url: string): string => /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? ""

/** How far several attempts at once had come: all before writing, or nothing is known. */
const phaseOfAll = (errors: ReadonlyArray<unknown>): Phase | undefined => {
  const told = errors.map((error) => find(chainOf(error))?.phase)
  return told.every((phase) => phase !== undefined && isBeforeWriting(phase)) ? told[0] : undefined
}

/** The outermost error that tells a phase. */
const find = (chain: ReadonlyArray<object>): { readonly error: object; readonly phase: Phase } | undefined => {
  for (const error of chain) {
    const own = phaseOf(error)
    if (own !== undefined) return { error, phase: own }
    if (Predicate.hasProperty(error, "errors") && Array.isArray(error.errors) && error.errors.length > 0) {
      const phase = phaseOfAll(error.errors)
      return phase === undefined ? undefined : { error, phase }
    }
  }
  return undefined
}

/** Something that a transport threw, instead of failing. */
export interface Defect {
  readonly _tag: "Defect"
  readonly cause: unknown
}

const told = (chain: ReadonlyArray<object>, description = ""): ReadonlyArray<string> =>
  [...new Set([description, ...chain.map(describe)])].filter((part) => part !== "")

/** A mistake is found where the transport begins, but it may be one in what follows an answer. */
const mistaken = (parts: ReadonlyArray<string>, noted: Phase | undefined, turn: Turn): Failed => ({
  phase: undefined,
  isSent: turn.isOver() && (noted === undefined || !isBeforeWriting(noted)),
  isPassing: false,
  parts: ["the transport itself is at fault", ...parts],
})

/**
 * What a failure of a transport tells. `noted` is the phase that the transport has noted
 * last, if any; `turn` that in which the request was begun.
 */
export const readFailure = (error: HttpClientError | Defect, noted: Phase | undefined, turn: Turn): Failed => {
  if (error._tag === "Defect") {
    const chain = chainOf(error.cause)
    return mistaken(chain.length === 0 ? [String(error.cause)] : told(chain), noted, turn)
  }
  const { reason, request } = error
  const chain = chainOf(reason.cause)
  const parts = told(chain, reason.description)
  const host = hostOf(request.url)
  const at = (what: string): ReadonlyArray<string> => [host === "" ? what : `${host}: ${what}`, ...parts]
  if (reason._tag === "InvalidUrlError" || reason._tag === "EncodeError") {
    return { phase: undefined, isSent: false, isPassing: false, parts: [reason._tag, ...parts] }
  }
  if (reason._tag !== "TransportError") {
    return { phase: "body", isSent: true, isPassing: true, parts: at(words.body) }
  }
  const found = find(chain)
  if (found === undefined && chain.some(isMistake)) return mistaken(parts, noted, turn)
  const phase = found?.phase ?? noted
  return {
    phase,
    isSent: phase === undefined || !isBeforeWriting(phase),
    isPassing: found === undefined || mayPass(found.error, found.phase),
    parts: at(phase === undefined ? "the connection failed" : words[phase]),
  }
}
