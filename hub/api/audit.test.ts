import { afterAll, beforeAll, expect, it } from 'vitest'

import { Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

let team: Team

beforeAll(async () => {
  team = await Team.open()
}, PREPARING_MS)
afterAll(() => team.stop())

type Entries = readonly {
  readonly id: string
  readonly atMs: number
  readonly kind: string
  readonly actorId: string
}[]
async function entries(query: string): Promise<Entries> {
  const { body } = await team.ask('GET', `/api/audit?${query}`, team.administrator)
  return body['entries'] as Entries
}

it('[V5] lists what was done to accounts, page by page and by person, and its chain holds', async () => {
  const anna = await team.person('agent')
  await team.signIn(anna.login, 'не тот пароль')
  const all = await entries('group=accounts')
  for (const kind of ['invited', 'invitationAccepted', 'signInRefused'])
    expect(all.map((entry) => entry.kind)).toContain(kind)
  const [first, second] = all
  const next = await entries(`limit=1&beforeMs=${String(first!.atMs)}&beforeId=${first!.id}`)
  expect(next.map(({ id }) => id)).toEqual([second!.id])
  expect((await entries(`agentId=${anna.agent.id}`)).length).toBeLessThan(all.length)
  expect(await entries('group=messages')).toEqual([])
  expect(JSON.stringify(all)).not.toContain('salt')
  const { body } = await team.ask('POST', '/api/audit/check', team.administrator, {})
  expect(body).toMatchObject({ flaw: null })
})
