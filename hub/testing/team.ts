import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Invitation, SignedIn } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'

import { startTestHub, type TestHub } from './test-hub'

export const PASSWORD = 'зима пришла рано'
/** Everything about accounts but how long a hash takes. */
export const QUICK = { cost: { logN: 4, r: 8, p: 1 } }

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** A hub at which people sign in, with its first administrator. */
export class Team {
  private people = 0

  private constructor(
    public hub: TestHub,
    readonly administrator: SignedIn,
  ) {}

  static async open(parts: Parameters<typeof startTestHub>[0] = {}): Promise<Team> {
    return Team.at(await startTestHub({ ...parts, options: { accounts: QUICK, ...parts.options } }))
  }

  /** The first administrator comes in. */
  static async at(hub: TestHub): Promise<Team> {
    const accepted = await ask(hub, 'POST', '/api/auth/invitations/accept', {
      body: { code: setUpCode(hub), login: 'boss@example.ru', name: 'Ольга', password: PASSWORD, device: 'первый' },
    })
    return new Team(hub, signedInOf(accepted))
  }

  ask(method: string, path: string, by: SignedIn | string | null, body?: unknown, from?: string): Promise<Answer> {
    const token = by === null ? null : typeof by === 'string' ? by : by.token
    return ask(this.hub, method, path, { token, body, ...(from === undefined ? {} : { from }) })
  }

  signIn(login: string, password = PASSWORD, more: object = {}, from?: string): Promise<Answer> {
    return this.ask('POST', '/api/auth/sign-in', null, { login, password, device: 'проверка', ...more }, from)
  }

  async invite(wish: object): Promise<{ readonly invitation: Invitation; readonly code: string }> {
    const made = await this.ask('POST', '/api/invitations', this.administrator, wish)
    if (made.status !== 200) throw new Error(`not invited: ${JSON.stringify(made)}`)
    return made.body as unknown as { readonly invitation: Invitation; readonly code: string }
  }

  /** Invited, and has accepted. */
  async person(role: AgentRole, name = 'Анна'): Promise<SignedIn & { readonly login: string }> {
    this.people += 1
    const login = `person${String(this.people)}@example.ru`
    const { code } = await this.invite({ login, name, role, teamIds: [] })
    const accepted = await this.accept({ code, name, password: PASSWORD })
    return { ...signedInOf(accepted), login }
  }

  accept(given: object): Promise<Answer> {
    return this.ask('POST', '/api/auth/invitations/accept', null, { device: 'проверка', ...given })
  }

  stop(): Promise<void> {
    return this.hub.stop()
  }
}

export function setUpCode(hub: TestHub): string {
  return readFileSync(join(hub.folder.path, 'set-up-code.txt'), 'utf8').trim()
}

export function signedInOf({ status, body }: Answer): SignedIn {
  if (status !== 200) throw new Error(`not signed in: ${String(status)} ${JSON.stringify(body)}`)
  return body as unknown as SignedIn
}

async function ask(
  hub: TestHub,
  method: string,
  path: string,
  { token = null, body, from }: { readonly token?: string | null; readonly body?: unknown; readonly from?: string },
): Promise<Answer> {
  const answer = await fetch(`${hub.url}${path}`, {
    method,
    headers: {
      connection: 'close',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {} }
}
