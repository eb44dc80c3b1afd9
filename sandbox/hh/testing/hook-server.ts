import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HookEvent {
  readonly id: string
  readonly action_type: string
  readonly subscription_id: string
  readonly user_id: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface HookServer {
  readonly url: string
  readonly events: HookEvent[]
  /** What it answers; `null`: never. */
  status: number | null
  stop(): void
}

export async function startHookServer(): Promise<HookServer> {
  const events: HookEvent[] = []
  const server = createServer((request, answer) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      events.push(JSON.parse(body) as HookEvent)
      if (hook.status !== null) answer.writeHead(hook.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const hook: HookServer = {
    url: `http://127.0.0.1:${String(port)}/hook/secret`,
    events,
    status: 200,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
  return hook
}
