/**
 * A world of one trustor and many partners, and the trusts between them.
 */
import { permissions } from "@org-trust/core/Permission"
import { basePath } from "@org-trust/core/Operation"
import { basic } from "../../../testkit/test/emulator/support/login.ts"

const secret = "everybody-knows-it"

const id = (partner: number, kind: number, count = 0): string =>
  [
    partner.toString(16).padStart(8, "0"),
    kind.toString(16).padStart(4, "0"),
    "4000",
    "8000",
    count.toString(16).padStart(12, "0"),
  ].join("-")

const role = (number: number): string => id(0, 3, number)

/** The organization that lets partners in, and its client. */
export const trustor = { id: id(0, 0, 1), clientId: id(0, 5, 1), secret }

/** The world file. */
export const worldOf = (partners: number, members: number) => {
  const all = Array.from({ length: partners }, (_, at) => at + 1)
  return {
    organizations: [
      {
        id: trustor.id,
        name: "Harbor",
        roles: [1, 2, 3, 4].map((number) => ({
          id: role(number),
          name: `Role ${number}`,
          permissions: permissions.slice(0, 5 * number),
        })),
        divisions: [],
        users: [],
        groups: [],
      },
      ...all.map((partner) => ({
        id: id(partner, 0),
        name: `Partner ${partner}`,
        roles: [],
        divisions: [],
        users: Array.from({ length: members }, (_, at) => ({
          id: id(partner, 1, at),
          name: `User ${at} of ${partner}`,
          email: `user${at}@partner${partner}.example.com`,
          state: "active",
        })),
        groups: [],
      })),
    ],
    clients: [
      { id: trustor.clientId, secret, organizationId: trustor.id, permissions },
      ...all.map((partner) => ({ id: id(partner, 5), secret, organizationId: id(partner, 0), permissions })),
    ],
  }
}

const login = async (url: string, clientId: string): Promise<string> => {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { authorization: basic(clientId, secret), "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  })
  const answer: unknown = await response.json()
  if (typeof answer !== "object" || answer === null || !("access_token" in answer)) throw new Error("No token")
  return String(answer.access_token)
}

const post = async (url: string, path: string, token: string, body: unknown): Promise<string> => {
  const response = await fetch(`${url}${basePath}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (!response.ok || typeof answer !== "object" || answer === null || !("id" in answer)) {
    throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(answer)}`)
  }
  return String(answer.id)
}

/** Lets everybody in, in the emulator at a URL. */
export const letIn = async (url: string, partners: number, members: number): Promise<void> => {
  const own = await login(url, trustor.clientId)
  for (let partner = 1; partner <= partners; partner++) {
    const userIds = Array.from({ length: members }, (_, at) => id(partner, 1, at))
    const pairingId = await post(url, "/pairings", await login(url, id(partner, 5)), { userIds })
    const users = userIds.map((userId, at) => ({ id: userId, roleIds: [role(1 + (at % 4))] }))
    await post(url, "/trustees", own, { pairingId, enabled: true, users })
  }
}
