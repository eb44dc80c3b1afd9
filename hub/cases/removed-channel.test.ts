import { afterEach, beforeEach, expect, it } from 'vitest'

import { ContactCentre } from '../testing/contact-centre'

let centre: ContactCentre
beforeEach(async () => {
  centre = await ContactCentre.open()
})
afterEach(() => centre.close())

const CLOSED = { kind: 'closed', by: { kind: 'channelRemoved' } }

async function disconnect(): Promise<void> {
  const answer = await centre.hub.request(`/api/channels/${centre.channelId}`, { method: 'DELETE' })
  expect(answer.status).toBe(204)
}

it('[A6] [A18] with its channel every open case ends, says why, and keeps its history', async () => {
  await centre.settings({ closing: { isShown: true, text: 'Спасибо за обращение' } })
  await centre.distribution({ isAutomatic: false })
  const agent = await centre.agent('Ирина')
  const [queued, assigned] = [await centre.write('queued'), await centre.write('assigned')]
  await centre.act('claimCase', { caseId: await centre.caseId(assigned) }, agent)
  await centre.settle()
  await disconnect()
  for (const chatId of [queued, assigned]) {
    const chat = await centre.until(chatId, (row) => row.case.state.kind === 'closed')
    expect(chat).toMatchObject({
      access: { kind: 'channelRemoved' },
      case: { state: CLOSED, waitingSinceMs: null },
      lastMessage: { direction: 'in' },
    })
    expect((await centre.hub.events(chatId)).at(-1)).toEqual({ kind: 'closed', by: { kind: 'channelRemoved' } })
    // Nobody is left who could be told goodbye.
    expect(await centre.hub.messages(chatId)).toHaveLength(1)
  }
  const routing = await centre.hub.json<{ cases: unknown[] }>(`/api/chats/${queued}/cases`)
  expect(routing.cases).toMatchObject([{ case: { state: CLOSED } }])
})

it('[A6] a case that was closed before keeps who closed it', async () => {
  const chatId = await centre.write('done')
  await centre.settle()
  await centre.act('closeCase', { caseId: await centre.caseId(chatId) })
  const before = await centre.stateOf(chatId)
  await disconnect()
  await centre.until(chatId, ({ access }) => access.kind === 'channelRemoved')
  expect(await centre.stateOf(chatId)).toEqual(before)
})

it('[A6] stays so over a restart, once', async () => {
  const chatId = await centre.write('open')
  await centre.settle()
  await disconnect()
  await centre.restart()
  expect(await centre.stateOf(chatId)).toMatchObject(CLOSED)
  expect((await centre.hub.events(chatId)).filter(({ kind }) => kind === 'closed')).toHaveLength(1)
})
