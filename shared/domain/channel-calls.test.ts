import { describe, expect, it } from 'vitest'

import { callNote, callPermission, checkCalls, defaultCalls, type ChannelCalls } from './channel-calls'
import type { Reach } from './chat'

const calls = (change: Partial<ChannelCalls>): ChannelCalls => ({ ...defaultCalls('hh'), ...change })
const codes = (change: Partial<ChannelCalls>, maxTextLength = 1000) =>
  checkCalls(calls(change), { maxTextLength }).map(({ code }) => code)
const missed = (text: string, isTold = true) => ({ missed: { isTold, text } })
const vacancy = { kind: 'vacancy', title: 'Курьер', price: null, url: null, imageUrl: null } as const

describe('how clients of a channel are called', () => {
  it('[K7] begins with what costs nobody a message: told in a chat of our own, not on a platform', () => {
    expect((['site', 'hh', 'avito', 'avitoJobs'] as const).map((kind) => defaultCalls(kind).missed.isTold)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(checkCalls(defaultCalls('site'), { maxTextLength: 1000 })).toEqual([])
  })

  it.each(['84951234567', '+7 495 123-45-67', '+0123456789', '+7', '', '+74951234567890123', '+7495123456a'])(
    '[K5] the number that clients see is a whole one: %j is not',
    (callerNumber) => {
      expect(codes({ callerNumber })).toEqual(['callerNumberInvalid'])
      expect(codes({ callerNumber: '+74951234567' })).toEqual([])
    },
  )

  it('[K5] counts the note in characters, and takes nothing into it that cannot be seen', () => {
    expect(codes({ note: '👋'.repeat(60) })).toEqual([])
    expect(codes({ note: '👋'.repeat(61) })).toEqual(['callNoteTooLong'])
    for (const unseen of ['\n', '\r\n', '\u0000', '\t', '\u202E', '\u2028'])
      expect([unseen, codes({ note: `Звонят${unseen}вам` })]).toEqual([unseen, ['callNoteUnseen']])
  })

  it('[K7] the text of a missed call says something while it is on, has lines, and is no longer than the channel takes', () => {
    expect(codes(missed(' \n'))).toEqual(['missedTextBlank'])
    expect(codes(missed('', false))).toEqual([])
    expect(codes(missed('Здравствуйте!\nМы звонили.'))).toEqual([])
    expect(codes(missed('Мы\u0007звонили'))).toEqual(['missedTextUnseen'])
    expect(codes(missed('я'.repeat(251)))).toEqual(['missedTextTooLong'])
    expect(checkCalls(calls(missed('я'.repeat(101))), { maxTextLength: 100 })).toEqual([
      { code: 'missedTextTooLong', length: 101, max: 100 },
    ])
  })

  it('[K5] names the vacancy in the note, and says nothing of one where there is none', () => {
    const note = 'Звонят по вакансии «{вакансия}»'
    expect(callNote({ note }, { subject: vacancy })).toBe('Звонят по вакансии «Курьер»')
    expect(callNote({ note }, { subject: null })).toBe('Звонят по вакансии')
    expect(callNote({ note: '' }, { subject: vacancy })).toBeNull()
    expect(callNote({ note: '{вакансия}' }, { subject: { ...vacancy, kind: 'resume' } })).toBeNull()
  })

  it('[K3] only who responded, was invited or has open contacts may be called, where the channel says so', () => {
    const capabilities = (who: 'anyone' | 'reachable') =>
      ({ capabilities: { calls: who } }) as Parameters<typeof callPermission>[1]
    const may = (reach: Reach | null, who: 'anyone' | 'reachable') => callPermission({ reach }, capabilities(who))
    const known: Reach[] = ['responded', 'invited', 'openContacts']
    expect(known.map((reach) => may(reach, 'reachable'))).toEqual(['allowed', 'allowed', 'allowed'])
    expect(may(null, 'reachable')).toBe('nothingKnown')
    expect(may(null, 'anyone')).toBe('allowed')
  })
})
