import { describe, expect, it } from 'vitest'

import type { JobResponse } from '#shared/domain/job-response'

import { demoRows } from '../../../data/demo-rows'
import { formOfGuest, toDraft } from './card-form'

const EMPTY = { lastName: '', firstName: '', patronymic: '', phones: '', emails: '', position: '', comment: '' }
const RESPONSE: JobResponse = {
  externalId: '1',
  vacancy: { externalId: '2', title: 'Курьер', url: null },
  fullName: 'Петрова Анна Сергеевна',
  position: 'Оператор',
  phones: ['+79172041833', '+74951234567'],
  respondedAtMs: 0,
  how: 'chat',
  stage: null,
  answers: [],
  resume: null,
}

describe('[C1] the card of a guest', () => {
  it('begins with what the conversation and the response tell', () => {
    const [chat] = demoRows(0, 1).chats
    expect(formOfGuest({ ...chat!, clientPhone: '+79172041833', response: RESPONSE })).toEqual({
      lastName: 'Петрова',
      firstName: 'Анна',
      patronymic: 'Сергеевна',
      phones: '+79172041833\n+74951234567',
      emails: '',
      position: 'Оператор',
      comment: '',
    })
  })

  it('[C7] keeps one phone of many forms once', async () => {
    const draft = await toDraft({
      ...EMPTY,
      firstName: ' Анна ',
      phones: '8 (917) 204-18-33\n+7 917 204 18 33',
      emails: 'a@b.ru, c@d.ru',
    })
    expect(draft).toEqual({
      ok: true,
      value: {
        lastName: '',
        firstName: 'Анна',
        patronymic: '',
        phones: ['+79172041833'],
        emails: ['a@b.ru', 'c@d.ru'],
        position: '',
        comment: '',
      },
    })
  })

  it('says which phone is none, and asks for something to know the client by', async () => {
    expect(await toDraft({ ...EMPTY, phones: 'сорок два' })).toEqual({
      ok: false,
      error: { kind: 'phoneWrong', phone: 'сорок два' },
    })
    expect(await toDraft({ ...EMPTY, patronymic: 'Сергеевна' })).toEqual({ ok: false, error: { kind: 'nameless' } })
  })
})
