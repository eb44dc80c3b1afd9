import { describe, expect, it } from 'vitest'

import type { Capabilities } from '#shared/domain/capabilities'
import type { Chat, ChatAccess } from '#shared/domain/chat'

import { demoChannel, demoRows } from '../../../data/demo-rows'
import { deedOffers } from './deed-offers'

const RESPONSE = { externalId: 'r' } as NonNullable<Chat['response']>
const everything: Partial<Capabilities> = {
  stages: true,
  invitations: true,
  leave: true,
  start: { by: 'resume', maxFirstTextLength: 100 },
  blacklist: { canUnblock: true, hasReasons: false },
}

function offers(
  can: Partial<Capabilities>,
  chat: Partial<Pick<Chat, 'response' | 'isWithoutVacancy'>> = {},
  access: ChatAccess = { kind: 'open' },
): readonly string[] {
  const channel = demoChannel(0)
  const [first] = demoRows(0, 1).chats
  if (!first) throw new Error('no chat')
  const found = deedOffers(
    { ...first, response: null, isWithoutVacancy: false, ...chat, access },
    { capabilities: { ...channel.capabilities, ...can } },
  )
  return found.map(({ deed, whyNot }) => (whyNot === null ? deed : `${deed}: ${whyNot}`))
}

describe('what an agent can do to a conversation', () => {
  it('[M2] [M7] [M13] about a response: to move it, to begin another talk, to block', () => {
    expect(offers(everything, { response: RESPONSE })).toEqual(['stage', 'start', 'block'])
  })

  it('[M5] [M6] without a vacancy: to invite and to leave, and no stage', () => {
    expect(offers(everything, { isWithoutVacancy: true })).toEqual(['invite', 'leave', 'block'])
    expect(offers(everything, { isWithoutVacancy: true }, { kind: 'blocked' })).toEqual(['leave', 'unblock'])
    expect(offers(everything, { isWithoutVacancy: true }, { kind: 'left' })).toEqual([])
  })

  it('[M2] nothing that needs a conversation before there is one', () => {
    expect(offers(everything, { isWithoutVacancy: true }, { kind: 'readOnly', reason: 'beginning' })).toEqual([])
    expect(offers(everything, { isWithoutVacancy: true }, { kind: 'readOnly', reason: 'notBegun' })).toEqual([])
  })

  it('[M6] [M7] [M13] says why where the channel cannot', () => {
    const nothing = { stages: false, invitations: false, leave: false, start: null, blacklist: null }
    expect(offers(nothing, { response: RESPONSE })).toEqual(['stage: stage', 'block: block'])
    expect(offers(nothing, { isWithoutVacancy: true })).toEqual(['invite: invite', 'leave: leave', 'block: block'])
    expect(offers(nothing, {}, { kind: 'blocked' })).toEqual(['unblock: unblock'])
    expect(offers(everything, { response: RESPONSE }, { kind: 'channelRemoved' })).toEqual([])
  })
})
