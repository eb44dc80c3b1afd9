import { describe, expect, it } from 'vitest'

import type { MessageContent } from '#shared/domain/message'

import type { NewsKind } from '../data/desk-data'
import { demoMessage, demoRows } from '../data/demo-rows'
import { initI18n } from '../i18n/i18n'
import { noticeWords } from './notice-words'

async function wordsOf(kind: NewsKind, content: MessageContent) {
  const i18n = await initI18n('ru')
  const [chat] = demoRows(0, 1).chats
  const lastMessage = { ...chat!.lastMessage!, content: { kind: 'text', text: 'Когда выйти?' } as const }
  const t = i18n.getFixedT<['chats', 'cases', 'common', 'shell']>('ru', ['chats', 'cases', 'common', 'shell'])
  return noticeWords({ kind, chat: { ...chat!, lastMessage }, message: demoMessage(1, 1, 0, { content }) }, t)
}

describe('what a notice says', () => {
  it('of the client’s words', async () => {
    expect(await wordsOf('message', { kind: 'text', text: 'Добрый день' })).toEqual({
      title: 'Анна Ковалёва',
      body: 'Добрый день',
    })
  })

  it('[AV-64] [N2] [Q3] of a response', async () => {
    expect(await wordsOf('response', { kind: 'response', vacancyTitle: 'Курьер', how: 'chat' })).toEqual({
      title: 'Отклик на вакансию: Курьер',
      body: 'Анна Ковалёва',
    })
  })

  it('[N3] of a case that is given to one', async () => {
    const event = { kind: 'queued', teamId: null, why: 'new' } as const
    expect(await wordsOf('assigned', { kind: 'caseEvent', event })).toEqual({
      title: 'Вам назначено обращение: Анна Ковалёва',
      body: 'Когда выйти?',
    })
  })

  it('[M25] of a comment that names one', async () => {
    expect(await wordsOf('mention', { kind: 'note', text: '@Мария, посмотрите', mentions: [] })).toEqual({
      title: 'Анна Ковалёва: вас упомянули в комментарии',
      body: '@Мария, посмотрите',
    })
  })
})
