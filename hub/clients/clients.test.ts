import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CaseHistoryReply, ConversationsReply } from '#shared/contract/clients'
import type { ChatId, ClientCardId, DealId, MergeId, OrganisationId } from '#shared/domain/ids'
import type { ClientCard } from '#shared/domain/client-card'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const DRAFT = {
  lastName: 'Ковалёва',
  firstName: 'Анна',
  patronymic: 'Сергеевна',
  phones: ['8 (917) 204-18-33'],
  emails: ['anna@example.ru'],
  position: 'Водитель',
  comment: '',
}

let centre: ContactCentre

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
}, PREPARING_MS)
afterAll(() => centre.close())

const newCardId = () => centre.hub.newId<ClientCardId>()
const guest = () => centre.write(centre.newName())
const cardOf = async (chatId: ChatId) => (await centre.hub.chat(chatId)).card

async function client(change: Partial<typeof DRAFT> = {}): Promise<{ chatId: ChatId; cardId: ClientCardId }> {
  const [chatId, cardId] = [await guest(), newCardId()]
  expect(await centre.act('createClientCard', { chatId, cardId, card: { ...DRAFT, ...change } })).toBeNull()
  return { chatId, cardId }
}

async function search(typed: string): Promise<readonly ClientCard[]> {
  const query = new URLSearchParams({ search: typed }).toString()
  return (await centre.hub.json<{ cards: ClientCard[] }>(`/api/cards?${query}`)).cards
}

const historyOf = async (chatId: ChatId) =>
  (await centre.hub.json<CaseHistoryReply>(`/api/chats/${chatId}/cases`)).cases

const conversationsOf = async (chatId: ChatId) =>
  (await centre.hub.json<ConversationsReply>(`/api/chats/${chatId}/conversations`)).conversations

describe('clients', () => {
  it('[C8] of one number are all named to whoever is called by it, each once, the last used first', async () => {
    const phones = ['8 (495) 700-11-22']
    const first = await client({ firstName: 'Первая', phones })
    const second = await client({ firstName: 'Вторая', phones })
    const again = await guest()
    await centre.act('linkClientCard', { chatId: again, cardId: first.cardId })
    const third = await guest()
    await centre.act('setClientPhone', { chatId: third, phone: '74957001122' })
    type Reply = { chat: { id: ChatId }; others: { id: ChatId }[] }
    const { chat, others } = await centre.hub.json<Reply>('/api/callers?number=84957001122')
    expect([chat.id, ...others.map(({ id }) => id)]).toEqual([third, again, second.chatId])
  })

  it('[AV-73] [C1] an unknown writer is a guest until the card is filled in; its phone takes one form', async () => {
    const chatId = await guest()
    expect(await cardOf(chatId)).toBeNull()
    const cardId = newCardId()
    expect(await centre.act('createClientCard', { chatId, cardId, card: DRAFT })).toBeNull()
    expect(await cardOf(chatId)).toEqual({ ...DRAFT, id: cardId, phones: ['+79172041833'] })
  })

  it('[C1] made twice by a desk that lost the answer, it is one card', async () => {
    const { chatId, cardId } = await client()
    expect(await centre.act('createClientCard', { chatId, cardId, card: DRAFT })).toBeNull()
    expect(await centre.act('createClientCard', { chatId: await guest(), cardId, card: DRAFT })).toMatchObject({
      reason: 'wrongState',
    })
  })

  it.each([
    ['a phone that is none', { phones: ['двенадцать'] }],
    ['an address that is none', { emails: ['anna'] }],
    ['nothing at all', { lastName: '', firstName: '', patronymic: '', phones: [], emails: [] }],
  ])('refuses %s and keeps the guest', async (_what, change) => {
    const chatId = await guest()
    const card = { ...DRAFT, ...change }
    expect(await centre.act('createClientCard', { chatId, cardId: newCardId(), card })).toMatchObject({
      reason: 'invalid',
    })
    expect(await cardOf(chatId)).toBeNull()
  })

  it('[AV-74] [AV-82] [C2] [C4] the whole correspondence is the card’s: cases of before and of other chats', async () => {
    const name = centre.newName()
    const chatId = await centre.write(name)
    const first = (await centre.hub.chat(chatId)).case
    await centre.act('closeCase', { caseId: first.id })
    await centre.write(name)
    const second = (await centre.hub.chat(chatId)).case
    const cardId = newCardId()
    await centre.act('createClientCard', { chatId, cardId, card: DRAFT })
    const other = await guest()
    await centre.act('linkClientCard', { chatId: other, cardId })
    const history = await historyOf(chatId)
    expect(history.map((past) => past.case.number)).toEqual([
      (await centre.hub.chat(other)).case.number,
      second.number,
      first.number,
    ])
    expect(history.at(-1)?.case.state.kind).toBe('closed')
    expect(await historyOf(other)).toEqual(history)
  })

  it('[AV-80] [C5] every conversation of the card can be reached, also one in which no case has begun', async () => {
    const { chatId, cardId } = await client()
    centre.clock.advance(1000)
    const aside = await centre.write(centre.newName(), { isBackfill: true })
    expect((await centre.stateOf(aside)).kind).toBe('idle')
    expect((await conversationsOf(aside)).map((each) => each.chatId)).toEqual([aside])
    await centre.act('linkClientCard', { chatId: aside, cardId })
    const both = [aside, chatId].map((id) => ({
      chatId: id,
      channelId: centre.channelId,
      subjectTitle: null,
      access: { kind: 'open' },
    }))
    expect(await conversationsOf(aside)).toEqual(both)
    expect(await conversationsOf(chatId)).toEqual(both)
  })

  it('[AV-80] [C5] of a guest they are those of the same writer, and one that is closed says so', async () => {
    const [first, second] = [centre.newName(), centre.newName()]
    const one = await centre.write(first)
    const clientExternalId = `client of ${first}`
    const chats = [
      ingestedChat(second, {
        clientExternalId,
        subject: { kind: 'item', title: 'Стол', price: null, url: null, imageUrl: null },
        access: 'blocked',
      }),
    ]
    centre.clock.advance(1000)
    const said = ingestedMessage(second, `in ${second}`, { kind: 'text', text: 'И стол' }, { atMs: centre.clock.now() })
    await centre.hub.drivers.at(-1)?.host.ingest({ chats, messages: [said] })
    const two = await centre.chatOf(second)
    expect(
      (await conversationsOf(one)).map(({ chatId, subjectTitle, access }) => [chatId, subjectTitle, access.kind]),
    ).toEqual([
      [two, 'Стол', 'blocked'],
      [one, null, 'open'],
    ])
    const unknown = await centre.hub.request(`/api/chats/${centre.hub.newId()}/conversations`)
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: 'unknownChat' }])
  })

  it('[AV-82] [C4] a guest’s history is that of the chat', async () => {
    const chatId = await guest()
    expect((await historyOf(chatId)).map((past) => past.chatId)).toEqual([chatId])
  })

  it('[AV-81] [C3] another card takes the place of the one before; without one it is a guest again', async () => {
    const { chatId, cardId } = await client()
    const other = await client({ lastName: 'Другая' })
    expect(await centre.act('linkClientCard', { chatId, cardId: other.cardId })).toBeNull()
    expect((await cardOf(chatId))?.id).toBe(other.cardId)
    expect(await centre.act('linkClientCard', { chatId, cardId: null })).toBeNull()
    expect(await cardOf(chatId)).toBeNull()
    expect((await search('Ковалева')).some(({ id }) => id === cardId)).toBe(true)
    expect(await centre.act('linkClientCard', { chatId, cardId: newCardId() })).toMatchObject({
      reason: 'unknownClient',
    })
  })

  it('[AV-81] [C3] one deal and one organisation, replaced and not added', async () => {
    const chatId = await guest()
    const caseId = await centre.caseId(chatId)
    const [dealId, organisationId] = [centre.hub.newId<DealId>(), centre.hub.newId<OrganisationId>()]
    await centre.act('linkDeal', { caseId, deal: { id: centre.hub.newId<DealId>(), title: 'Первая' } })
    await centre.act('linkDeal', { caseId, deal: { id: dealId, title: 'Найм, осень' } })
    await centre.act('linkOrganisation', { caseId, organisation: { id: organisationId, name: 'ООО «Вектор»' } })
    expect((await centre.hub.chat(chatId)).case).toMatchObject({
      deal: { id: dealId, title: 'Найм, осень' },
      organisation: { id: organisationId, name: 'ООО «Вектор»' },
    })
    await centre.act('linkDeal', { caseId, deal: null })
    expect((await centre.hub.chat(chatId)).case.deal).toBeNull()
  })

  it('[C1] [F5] is found by any words of the name, ё as е, and by parts of the phone', async () => {
    const { cardId } = await client({ lastName: 'Щёголева', phones: ['+7 912 555-44-33'] })
    for (const typed of ['щеголева', 'Анна Щёголева', 'сергеевна щег', '912 555', '8 912 555 44 33'])
      expect((await search(typed)).map(({ id }) => id)).toEqual([cardId])
    expect(await search('Щеголева Пётр')).toEqual([])
  })

  it('[C8] a caller is known by the phone of the card', async () => {
    const { chatId } = await client({ phones: ['+79031112233'] })
    const reply = await centre.hub.json<{ chat: { id: ChatId } | null }>('/api/callers?number=89031112233')
    expect(reply.chat?.id).toBe(chatId)
  })

  it('[C7] two cards of one person become one, and apart again by undo', async () => {
    const [from, into] = [await client({ lastName: 'Дубль' }), await client({ emails: ['other@example.ru'] })]
    const before = [await cardOf(from.chatId), await cardOf(into.chatId)]
    const mergeId = centre.hub.newId<MergeId>()
    expect(await centre.act('mergeClientCards', { mergeId, from: from.cardId, into: into.cardId })).toBeNull()
    expect((await cardOf(from.chatId))?.id).toBe(into.cardId)
    expect((await cardOf(into.chatId))?.emails).toEqual(['other@example.ru', 'anna@example.ru'])
    expect(await search('Дубль')).toEqual([])
    expect(await centre.act('undoMerge', { mergeId })).toBeNull()
    expect([await cardOf(from.chatId), await cardOf(into.chatId)]).toEqual(before)
    expect(await centre.act('undoMerge', { mergeId })).toMatchObject({ reason: 'wrongState' })
  })

  it('[C7] undo keeps what was done since', async () => {
    const [from, into] = [await client({ lastName: 'Было' }), await client()]
    const mergeId = centre.hub.newId<MergeId>()
    await centre.act('mergeClientCards', { mergeId, from: from.cardId, into: into.cardId })
    const third = await client()
    await centre.act('linkClientCard', { chatId: from.chatId, cardId: third.cardId })
    await centre.act('saveClientCard', { cardId: into.cardId, card: { ...DRAFT, comment: 'новое' } })
    expect(await centre.act('undoMerge', { mergeId })).toBeNull()
    expect((await cardOf(from.chatId))?.id).toBe(third.cardId)
    expect((await cardOf(into.chatId))?.comment).toBe('новое')
  })

  it('[C7] any order of merges and their undoing loses no chat and ends where it began', async () => {
    const people = [await client(), await client(), await client(), await client()]
    const cards = () => Promise.all(people.map(async ({ chatId }) => (await cardOf(chatId))?.id))
    const before = await cards()
    const [a, b, c, d] = people.map(({ cardId }) => cardId) as [ClientCardId, ClientCardId, ClientCardId, ClientCardId]
    const merges: MergeId[] = []
    for (const [from, into] of [
      [a, b],
      [c, d],
      [b, d],
    ] as const) {
      const mergeId = centre.hub.newId<MergeId>()
      expect(await centre.act('mergeClientCards', { mergeId, from, into })).toBeNull()
      merges.push(mergeId)
    }
    expect(await cards()).toEqual([d, d, d, d])
    const [first] = merges
    if (first) expect(await centre.act('undoMerge', { mergeId: first })).toMatchObject({ detail: 'merged again' })
    for (const mergeId of merges.toReversed()) expect(await centre.act('undoMerge', { mergeId })).toBeNull()
    expect(await cards()).toEqual(before)
  })
})
