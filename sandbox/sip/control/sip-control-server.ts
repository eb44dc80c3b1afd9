import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { z } from 'zod'
import { listen } from '../transport/listen'
import type { SipControl } from './sip-control'

const plays = z.enum(['tone', 'echo', 'silence'])
const argumentSchemas = {
  callUser: z.tuple([
    z.object({
      to: z.string(),
      from: z.string(),
      displayName: z.string().optional(),
      plays: plays.optional(),
      media: z.enum(['webrtc', 'rtp', 'none']).optional(),
    }),
  ]),
  hangUp: z.tuple([z.string()]),
  ring: z.tuple([z.object({ number: z.string(), from: z.string(), displayName: z.string().optional() })]),
  answerRing: z.tuple([z.string()]),
  endRing: z.tuple([z.string()]),
  setVoiceMail: z.tuple([z.string(), z.number().int().min(0)]),
  hold: z.tuple([z.string()]),
  resume: z.tuple([z.string()]),
  calls: z.tuple([]),
  registrations: z.tuple([]),
  setPassword: z.tuple([z.string(), z.string()]),
  dropConnections: z.tuple([]),
  refuse: z.tuple([
    z.object({
      method: z.enum(['INVITE', 'REGISTER', 'SUBSCRIBE']),
      status: z.number().int().min(300).max(699),
      times: z.number().int().min(0),
      retryAfterS: z.number().int().optional(),
    }),
  ]),
  restart: z.tuple([z.object({ downMs: z.number().min(0), forgetCalls: z.boolean().optional() })]),
  stats: z.tuple([]),
  reset: z.tuple([]),
} satisfies Record<keyof SipControl, z.ZodType>

const requestBody = z.object({ args: z.array(z.unknown()).default([]) })

export interface ControlServer {
  readonly url: string
  close(): Promise<void>
}

/** The control over HTTP: `POST /<method>` with `{"args":[…]}`, answered with `{"result":…}` or `{"error":"…"}`. */
export async function serveSipControl(control: SipControl, host: string, port: number): Promise<ControlServer> {
  const server = createServer((request, response) => {
    handle(control, request).then(
      (result) => {
        answer(response, 200, { result: result ?? null })
      },
      (error: unknown) => {
        answer(response, 400, { error: error instanceof Error ? error.message : 'failed' })
      },
    )
  })
  const actualPort = await listen(server, host, port)
  return {
    url: `http://${host}:${actualPort}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function handle(control: SipControl, request: IncomingMessage): Promise<unknown> {
  const method = (request.url ?? '').replace(/^\//, '')
  if (!isMethod(method)) throw new Error(`Expected one of ${Object.keys(argumentSchemas).join(', ')}; got "${method}"`)
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { args } = requestBody.parse(text === '' ? {} : JSON.parse(text))
  return call(control, method, args)
}

/** The schema of each method is that of its arguments, which the `satisfies` above cannot tell to the call. */
function call(control: SipControl, method: keyof SipControl, args: unknown[]): Promise<unknown> {
  const parsed = argumentSchemas[method].parse(args)
  const methods = control as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  return methods[method]?.(...parsed) ?? Promise.reject(new Error(`The control has no ${method}`))
}

function isMethod(name: string): name is keyof SipControl {
  return Object.hasOwn(argumentSchemas, name)
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
