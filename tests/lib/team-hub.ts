import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import type { SignedIn } from '../../shared/contract/accounts'
import type { AgentRole } from '../../shared/domain/agent'
import type { HubStart } from '../../shared/contract/hub-process'
import { startLoneHub } from './lone-hub'
import { Shutter } from './shutter'

export interface TeamPerson {
  readonly login: string
  readonly name: string
  readonly password: string
}

export const OLGA: TeamPerson = { login: 'olga@firm.ru', name: 'Ольга Серова', password: 'пароль администратора' }

/** A hub at which people sign in, without a desk of its own, behind a line that can be cut; Olga administers it. */
export class TeamHub {
  private aheadMs = 0

  private constructor(
    readonly shutter: Shutter,
    private readonly olga: SignedIn,
    readonly stop: () => Promise<void>,
    private readonly moveTime: (ms: number) => void,
  ) {}

  static async start(options: Pick<HubStart, 'demoAvito'>): Promise<TeamHub> {
    const hub = await startLoneHub({ ...options, hasSignIn: true })
    const code = readFileSync(join(hub.folder, 'set-up-code.txt'), 'utf8').trim()
    return TeamHub.at({ port: hub.port, code, stop: () => hub.stop(), advance: (ms) => hub.advance(ms) })
  }

  /** One that runs and that nobody has signed in to. `code`: of its first administrator. */
  static async at(hub: {
    readonly port: number
    readonly code: string
    readonly stop: () => Promise<void>
    readonly advance?: (ms: number) => void
  }) {
    const shutter = await Shutter.open(hub.port)
    const accepted = { code: hub.code, device: 'test', ...OLGA }
    const olga = await ask<SignedIn>(shutter.url, '/api/auth/invitations/accept', accepted)
    const stop = async () => {
      await shutter.close()
      await hub.stop()
    }
    return new TeamHub(shutter, olga, stop, (ms) => {
      if (!hub.advance) throw new Error('The time of this hub cannot be moved')
      hub.advance(ms)
    })
  }

  /** Its time goes on by so much at once, and so does that of everybody's telephone. */
  advance(ms: number): void {
    this.moveTime(ms)
    this.aheadMs += ms
  }

  /** As desks reach it. */
  get url(): string {
    return this.shutter.url
  }

  /** The code of an invitation to the team of the hub. */
  async invite({ login, name }: Omit<TeamPerson, 'password'>, role: AgentRole = 'agent'): Promise<string> {
    const teamIds = this.olga.agent.teams.map(({ id }) => id)
    const wish = { login, name, role, teamIds }
    return (await ask<{ code: string }>(this.url, '/api/invitations', wish, this.olga.token)).code
  }

  /** Somebody who has come in before, and is asked for a code besides the password. */
  async addWithSecondFactor(person: TeamPerson): Promise<{ readonly codeNow: () => string }> {
    const { name, password } = person
    const code = await this.invite(person)
    const accepted = { code, name, password, device: 'test' }
    const { token } = await ask<SignedIn>(this.url, '/api/auth/invitations/accept', accepted)
    const begin = '/api/auth/second-factor/begin'
    const { secret } = await ask<{ secret: string }>(this.url, begin, { password }, token)
    // Each code is taken once: that of the step before leaves the present one to whoever signs in.
    await ask(
      this.url,
      '/api/auth/second-factor/confirm',
      { code: totp(secret, Date.now() + this.aheadMs - STEP_MS) },
      token,
    )
    return { codeNow: () => totp(secret, Date.now() + this.aheadMs) }
  }

  /** Somebody who has come in before. */
  async add(person: TeamPerson, role: AgentRole): Promise<void> {
    const { name, password } = person
    const accepted = { code: await this.invite(person, role), name, password, device: 'test' }
    await ask(this.url, '/api/auth/invitations/accept', accepted)
  }

  /** Asks as the administrator; `body`: `null` asks with GET. */
  asAdministrator<T>(path: string, body: object | null): Promise<T> {
    return ask<T>(this.url, path, body, this.olga.token)
  }

  /** As the administrator does it. */
  endSessions(login: string): Promise<void> {
    return this.doTo(login, 'end-sessions')
  }

  closeAccount(login: string): Promise<void> {
    return this.doTo(login, 'close')
  }

  private async doTo(login: string, what: 'end-sessions' | 'close'): Promise<void> {
    const { people } = await ask<{ people: { agentId: string; account: { login: string } | null }[] }>(
      this.url,
      '/api/accounts',
      null,
      this.olga.token,
    )
    const meant = people.find(({ account }) => account?.login === login)
    if (!meant) throw new Error(`Nobody has the login ${login}`)
    await ask(this.url, `/api/accounts/${meant.agentId}/${what}`, {}, this.olga.token)
  }
}

/** `body`: `null` asks with GET. Each over a line of its own: a kept one may be closed in the moment of its next use. */
async function ask<T>(url: string, path: string, body: object | null, token?: string): Promise<T> {
  const asked = request(url + path, {
    agent: false,
    method: body === null ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  })
  asked.end(body === null ? undefined : JSON.stringify(body))
  const [reply] = (await once(asked, 'response')) as [IncomingMessage]
  const said = await text(reply)
  if ((reply.statusCode ?? 0) >= 300) throw new Error(`${path} was answered ${String(reply.statusCode)}: ${said}`)
  return (said === '' ? null : JSON.parse(said)) as T
}

const STEP_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 6238 with SHA-1 and six digits, as an authenticator app counts. */
function totp(secret: string, atMs: number): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(atMs / STEP_MS)))
  const digest = createHmac('sha1', key).update(step).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
