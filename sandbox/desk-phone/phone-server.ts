import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import type { Certificate } from '../sip/transport/certificate'
import type { ControlAnswer, SandboxPhone } from './lib/sandbox-phone'
import { createPhoneControl, type PhoneControl } from './phone-control'

const LOOPBACK = '127.0.0.1'
const CONTROL_PATH = /^\/sandbox-control\/(\w+)$/

export interface RunningPhone {
  /** `127.0.0.1:port`, as it is typed into Otklik. */
  readonly address: string
  readonly controlUrl: string
  readonly phone: SandboxPhone
  readonly control: PhoneControl
  stop(): Promise<void>
}

/** One phone as a web server on loopback: its control at the model’s own paths, and ours beside it. */
export async function startPhone(
  create: (options: { readonly address: string; readonly send: (url: string) => void }) => SandboxPhone,
  port: number,
  certificate: Certificate | null,
): Promise<RunningPhone> {
  const phone = create({ address: LOOPBACK, send: callActionUrl })
  const control = createPhoneControl(phone)
  const serve = (request: IncomingMessage, answer: ServerResponse): void => {
    const path = request.url ?? '/'
    const method = CONTROL_PATH.exec(path)?.[1]
    if (method !== undefined) {
      void answerControl(control, method, request, answer)
      return
    }
    const { authorization } = request.headers
    const fromAddress = request.socket.remoteAddress ?? ''
    writeAnswer(answer, phone.handle({ path, authorization, fromAddress }))
  }
  const server = certificate ? createSecureServer(certificate, serve) : createServer(serve)
  await listen(server, port)
  const address = `${LOOPBACK}:${String((server.address() as AddressInfo).port)}`
  return {
    address,
    controlUrl: `${certificate ? 'https' : 'http'}://${address}/sandbox-control`,
    phone,
    control,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As a phone does: once, and whoever does not listen has missed it. */
function callActionUrl(url: string): void {
  get(url, (answer) => answer.resume()).on('error', () => undefined)
}

function writeAnswer(answer: ServerResponse, said: ControlAnswer): void {
  if (said === 'silence') return
  answer.writeHead(said.status, { 'content-type': said.contentType ?? 'text/html', ...said.headers }).end(said.body)
}

async function answerControl(
  control: PhoneControl,
  method: string,
  request: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const say = (status: number, body: unknown): void => {
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  try {
    const { args } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { readonly args: readonly unknown[] }
    const run = (control as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>)[
      method
    ]
    if (run) say(200, await run(...args))
    else say(404, { error: `No such control: ${method}` })
  } catch (error) {
    say(400, { error: error instanceof Error ? error.message : 'not understood' })
  }
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
}
