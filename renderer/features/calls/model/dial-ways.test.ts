import { describe, expect, it } from 'vitest'

import { defaultCalls } from '#shared/domain/channel-calls'

import { demoChannel, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { chatPresentation } from './chat-presentation'
import { dialWays, presentationOf } from './dial-ways'

const [chat] = demoRows(0).chats
if (!chat) throw new Error('The demo has chats.')
const channel = demoChannel(0)
const site = { ...channel, capabilities: { ...channel.capabilities, browserCalls: true } }
const calls = { ...defaultCalls('hh'), callerNumber: '+74951234567', note: 'Звонят по вакансии «{вакансия}»' }
const vacancy = { kind: 'vacancy', title: 'Повар', price: null, url: null, imageUrl: null } as const

describe('the ways to call the client of a chat', () => {
  it('[K6] lead to the page only where one can write to it', () => {
    const open = { ...chat, access: { kind: 'open' } } as const
    expect(dialWays(open, site, null).hasPage).toBe(true)
    expect(dialWays(open, channel, null).hasPage).toBe(false)
    expect(dialWays(open, null, null)).toEqual({
      permission: 'allowed',
      phone: null,
      hasPage: false,
      presentation: null,
    })
    for (const kind of ['blocked', 'left', 'gone'] as const)
      expect(dialWays({ ...chat, access: { kind } }, site, null).hasPage).toBe(false)
  })

  it('[K5] show the client what the channel says, with the vacancy of this chat', () => {
    const about = { subject: vacancy }
    expect(presentationOf(about, { ...channel, calls })).toEqual({
      number: '+74951234567',
      note: 'Звонят по вакансии «Повар»',
    })
    expect(presentationOf(about, channel)).toBeNull()
    expect(presentationOf(about, null)).toBeNull()
  })

  it('[K5] of a cached channel of before there were such settings show nothing of their own', () => {
    const before = { ...channel, calls: undefined } as unknown as typeof channel
    expect(presentationOf({ subject: vacancy }, before)).toBeNull()
  })

  it('[K5] are the same where only the chat’s id is at hand', async () => {
    const data = new FakeDeskData({ chats: [{ ...chat, subject: vacancy }], channels: [{ ...channel, calls }] })
    expect(await chatPresentation(data, chat.id)).toEqual({
      number: '+74951234567',
      note: 'Звонят по вакансии «Повар»',
    })
    expect(await chatPresentation(new FakeDeskData({ chats: [] }), chat.id)).toBeNull()
  })
})
