import { describe, expect, it } from 'vitest'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { HubLook } from '#shared/contract/ipc/sign-in'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import type { SessionCheck } from './account-requests'
import { TeamHub } from './team-hub'

const FOUND: HubLook = {
  kind: 'found',
  url: 'https://hub.firm.ru',
  isSetUp: true,
  hasPassword: true,
  providers: [],
  clockAheadMs: 0,
}
const READY: HubConnection = { kind: 'ready', url: 'https://hub.firm.ru', secret: 'token', databaseSetAside: null }

function setUp() {
  const clock = new ManualClock()
  const said = { look: FOUND, session: { kind: 'away' } as SessionCheck, asked: 0 }
  const ended: string[] = []
  const hub = new TeamHub({
    url: 'https://hub.firm.ru',
    token: 'token',
    look: () => {
      said.asked += 1
      return Promise.resolve(said.look)
    },
    checkSession: () => Promise.resolve(said.session),
    onEnded: (reason) => ended.push(reason),
    clock,
    logger: silentLogger,
  })
  const heard: HubConnection[] = []
  hub.onChanged((connection) => heard.push(connection))
  return { clock, said, ended, hub, heard }
}

describe('[O1] a team’s hub', () => {
  it('is there for the desk as soon as somebody is signed in, whether or not it answers', async () => {
    const { hub, said, heard } = setUp()
    said.look = { kind: 'unreachable', host: 'hub.firm.ru' }
    hub.launch()
    await hub.check()
    expect([hub.connection, heard]).toEqual([READY, [READY]])
  })

  it.each(['deskTooOld', 'hubTooOld', 'certificate', 'notHub'] as const)(
    'is barred while %s, and comes back by itself',
    async (kind) => {
      const { clock, hub, said } = setUp()
      said.look =
        kind === 'certificate' || kind === 'notHub'
          ? { kind, host: 'hub.firm.ru' }
          : { kind, hubVersion: '2', deskVersion: '1' }
      await hub.check()
      expect(hub.connection).toEqual({ kind: 'barred', reason: kind })
      said.look = { kind: 'unreachable', host: 'hub.firm.ru' }
      clock.advance(30_000)
      await hub.check()
      expect(hub.connection).toEqual({ kind: 'barred', reason: kind })
      said.look = FOUND
      clock.advance(30_000)
      await hub.check()
      expect(hub.connection).toEqual(READY)
    },
  )

  it('says that the hub waits for its database, for as long as the hub says so', async () => {
    const { clock, hub, said } = setUp()
    const looked = async (look: HubLook) => {
      said.look = look
      clock.advance(2_000)
      await hub.check()
      return hub.connection
    }
    const host = 'hub.firm.ru'
    expect(await looked({ kind: 'databaseAway', host })).toEqual({ ...READY, databaseAway: true })
    expect(await looked({ kind: 'unreachable', host })).toEqual(READY)
    await looked({ kind: 'databaseAway', host })
    expect(await looked(FOUND)).toEqual(READY)
  })

  it('tells once why the session is over, and asks nobody after that', async () => {
    const { clock, hub, said, ended } = setUp()
    said.session = { kind: 'over', reason: 'endedByAdministrator' }
    await hub.check()
    clock.advance(60_000)
    await hub.check()
    expect([ended, hub.connection, said.asked]).toEqual([['endedByAdministrator'], { kind: 'signedOut' }, 1])
  })

  it('asks once for many sockets that break, and once more a little later', async () => {
    const { clock, hub, said } = setUp()
    await Promise.all([hub.check(), hub.check(), hub.check()])
    await hub.check()
    expect(said.asked).toBe(1)
    clock.advance(2_000)
    await hub.check()
    expect(said.asked).toBe(2)
  })

  it('says nothing after its end', async () => {
    const { hub, said, ended, heard } = setUp()
    said.session = { kind: 'over', reason: 'revoked' }
    const checking = hub.check()
    await hub.stop()
    await checking
    expect([ended, heard]).toEqual([[], []])
  })
})
