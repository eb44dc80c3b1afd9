import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { HUB_CONTRACT, type HubInfo, type SessionEnd } from '../../shared/contract/accounts'
import { SYNC_CLOSE } from '../../shared/contract/sync'

export interface DoorPerson {
  readonly login: string
  readonly password: string
  readonly name: string
  /** Asked after the password. */
  readonly code?: string
}

interface Session {
  readonly person: DoorPerson
  readonly agentId: string
  readonly lines: Set<Duplex>
  ended: SessionEnd | null
}

/**
 * The door of a team's hub before a real hub: people sign in here by the contract of accounts and get tokens; what they
 * ask with a token goes on to the hub with the hub's own secret. It can be shut, and say that it is of another time.
 */
export class TeamDoor {
  /** What `/api/hub` tells besides the truth. */
  info: Partial<HubInfo> = {}
  lockedUntilMs: number | null = null
  invitation: { readonly code: string; readonly login: string; readonly name: string } | null = null
  private readonly sessions = new Map<string, Session>()
  private readonly agents = new Map<string, string>()
  private readonly open = new Set<Duplex>()
  private isShut = false

  private constructor(
    private readonly people: DoorPerson[],
    private readonly hub: { readonly port: number; readonly secret: string },
    private readonly server = createServer(),
  ) {
    server.on('request', (asked, answer) => void this.answer(asked, answer))
    server.on('upgrade', (asked: IncomingMessage, line: Duplex, head: Buffer) => {
      this.upgrade(asked, line, head)
    })
    server.on('connection', (line: Duplex) => {
      if (this.isShut) line.destroy()
      this.open.add(line)
      line.once('close', () => this.open.delete(line))
    })
  }

  static async open(hub: { readonly port: number; readonly secret: string }, people: DoorPerson[]): Promise<TeamDoor> {
    const door = new TeamDoor(people, hub)
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve))
    return door
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`
  }

  /** Of everybody who ever signed in here. */
  get tokens(): readonly string[] {
    return [...this.sessions.keys()]
  }

  /** Nobody answers, and every line breaks. */
  shut(): void {
    this.isShut = true
    for (const line of this.open) line.destroy()
  }

  reopen(): void {
    this.isShut = false
  }

  /** Ends the sessions of this person everywhere, as a hub does: sockets are closed with the reason. */
  end(login: string, reason: SessionEnd): void {
    for (const session of this.sessions.values()) {
      if (session.person.login !== login || session.ended) continue
      session.ended = reason
      for (const line of session.lines) line.end(closeFrame(SYNC_CLOSE.notAuthorised, reason))
    }
  }

  async close(): Promise<void> {
    for (const line of this.open) line.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = asked.url?.split('?')[0] ?? ''
    const say = (status: number, body: object | null) => {
      answer.writeHead(status, { 'content-type': 'application/json' })
      answer.end(body === null ? undefined : JSON.stringify(body))
    }
    const refuse = (status: number, error: string, more: object = {}) => {
      say(status, { error, message: error, ...more })
    }
    if (path === '/api/hub') {
      say(200, {
        product: 'otklik',
        version: '1.0.0-test',
        contract: HUB_CONTRACT,
        isEmbedded: false,
        isSetUp: true,
        signIn: { hasPassword: true, providers: [] },
        nowMs: 0,
        ...this.info,
      } satisfies HubInfo)
    } else if (path === '/api/auth/sign-in') {
      const { login, password, code } = await bodyOf(asked)
      const person = this.people.find((each) => each.login === login && each.password === password)
      if (this.lockedUntilMs !== null) refuse(429, 'lockedOut', { untilMs: this.lockedUntilMs })
      else if (!person) refuse(401, 'wrongCredentials')
      else if (person.code !== undefined && code === undefined) refuse(401, 'codeNeeded')
      else if (person.code !== code?.replaceAll(/[\s-]/g, '')) refuse(401, 'codeWrong')
      else say(200, this.grant(person))
    } else if (path.startsWith('/api/auth/invitations/')) {
      const { code, name = '', password = '' } = await bodyOf(asked)
      const { invitation } = this
      if (!invitation || code !== invitation.code) refuse(404, 'unknownInvitation')
      else if (path.endsWith('/look-up'))
        say(200, { login: invitation.login, name: invitation.name, role: 'agent', teams: [], expiresAtMs: 0 })
      else {
        const person = { login: invitation.login, name, password }
        this.people.push(person)
        this.invitation = null
        say(200, this.grant(person))
      }
    } else {
      const token = asked.headers.authorization?.slice('Bearer '.length) ?? ''
      const session = this.sessions.get(token)
      if (asked.method !== 'OPTIONS' && !session) refuse(401, 'notAuthorised')
      else if (session?.ended) refuse(401, 'sessionEnded', { reason: session.ended })
      else if (session && path === '/api/auth/me') say(200, this.meOf(session))
      else if (session && path === '/api/auth/sign-out') {
        session.ended = 'signedOut'
        say(204, null)
      } else this.passOn(asked, answer)
    }
  }

  private grant(person: DoorPerson): object {
    const token = randomBytes(32).toString('base64url')
    const agentId = this.agents.get(person.login) ?? randomUUID()
    this.agents.set(person.login, agentId)
    const session: Session = { person, agentId, lines: new Set(), ended: null }
    this.sessions.set(token, session)
    const { agent, session: told } = this.meOf(session)
    return { token, session: told, agent }
  }

  private meOf({ person, agentId }: Session) {
    return {
      agent: { id: agentId, name: person.name, role: 'agent', teams: [] },
      login: person.login,
      session: { id: agentId, expiresAtMs: Number.MAX_SAFE_INTEGER },
      hasPassword: true,
      hasSecondFactor: person.code !== undefined,
      recoveryCodesLeft: 0,
    }
  }

  private passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const { port, secret } = this.hub
    const headers = { ...asked.headers, host: `127.0.0.1:${String(port)}`, authorization: `Bearer ${secret}` }
    const further = request({ host: '127.0.0.1', port, path: asked.url, method: asked.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    further.on('error', () => answer.destroy())
    asked.pipe(further)
  }

  private upgrade(asked: IncomingMessage, line: Duplex, head: Buffer): void {
    const [protocol = '', token = ''] = (asked.headers['sec-websocket-protocol'] ?? '').split(',').map((s) => s.trim())
    const session = this.sessions.get(token)
    if (!session || session.ended) {
      line.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const { port, secret } = this.hub
    const further = connect(port, '127.0.0.1', () => {
      const headers = {
        ...asked.headers,
        host: `127.0.0.1:${String(port)}`,
        'sec-websocket-protocol': `${protocol}, ${secret}`,
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`)
      further.write(`GET ${asked.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      further.write(head)
      line.pipe(further)
      further.pipe(line)
    })
    session.lines.add(line)
    line.once('close', () => {
      session.lines.delete(line)
      further.destroy()
    })
    for (const each of [line, further]) each.on('error', () => line.destroy())
    further.once('close', () => line.destroy())
  }
}

async function bodyOf(asked: IncomingMessage): Promise<Readonly<Record<string, string | undefined>>> {
  const parts: Buffer[] = []
  for await (const part of asked) parts.push(part as Buffer)
  // Main's own words, by the contract.
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string | undefined>
}

/** RFC 6455 §5.5.1, from a server: not masked. */
function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason)
  const head = Buffer.from([0x88, text.length + 2, code >> 8, code & 0xff])
  return Buffer.concat([head, text])
}
