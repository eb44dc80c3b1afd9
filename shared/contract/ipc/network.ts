import { z } from 'zod'

import { defineContract, event, nothing, request } from '../define'

/** Somebody on the way wants to know who asks. */
const networkQuestion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proxyLogin'),
    id: z.string(),
    /** `host:port`, as the person's administrator knows it. */
    proxy: z.string(),
    /** What the proxy says of itself; not to be believed. */
    realm: z.string(),
    /** The name and the password travel readable. */
    isOpen: z.boolean(),
    /** The last ones were refused. */
    isAgain: z.boolean(),
  }),
  z.object({
    kind: z.literal('certificate'),
    id: z.string(),
    /** `host:port` of the server that wants to see one. */
    host: z.string(),
    certificates: z.array(
      z.object({ fingerprint: z.string(), name: z.string(), issuer: z.string(), validUntilMs: z.number() }),
    ),
  }),
])
export type NetworkQuestion = z.output<typeof networkQuestion>

/** What stands between this desk and the network, and who has to be asked about it (spec I4). */
export const network = defineContract('network', {
  /** What waits for the person's answer. */
  getQuestion: request(nothing, networkQuestion.nullable()),
  /** Another question waits, or none any more. */
  questionChanged: event(nothing),
  /** `keeps`: sealed on this computer until it is refused or forgotten. */
  answerProxyLogin: request(
    z.object({
      id: z.string(),
      user: z.string().min(1).max(320),
      password: z.string().max(2000),
      keeps: z.boolean(),
    }),
    nothing,
  ),
  chooseCertificate: request(z.object({ id: z.string(), fingerprint: z.string().max(200) }), nothing),
  /** Not now: the proxy is left alone for some minutes. */
  dropQuestion: request(z.object({ id: z.string() }), nothing),
  /** Proxies whose login is kept on this computer. */
  getKeptLogins: request(nothing, z.array(z.object({ proxy: z.string(), user: z.string() }))),
  forgetLogins: request(nothing, nothing),
})
export type NetworkContract = typeof network
