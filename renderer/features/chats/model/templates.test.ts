import { describe, expect, it } from 'vitest'

import type { TemplateId } from '#shared/domain/ids'

import { demoRows } from '../../../data/demo-rows'
import type { ChatRow } from '../../../data/desk-data'
import { templateFacts } from './template-facts'
import { offerTemplates, templateAt } from './template-query'

describe('«/»', () => {
  it('[M21] asks for templates where a word begins', () => {
    expect(templateAt('/', 1)).toEqual({ from: 0, typed: '' })
    expect(templateAt('Добрый день! /адр', 17)).toEqual({ from: 13, typed: 'адр' })
    expect(templateAt('/зов на собес', 13)).toEqual({ from: 0, typed: 'зов на собес' })
    for (const text of ['и/или', 'https://hh.ru', '/ ', '/а\nб', 'текст'])
      expect(templateAt(text, text.length)).toBeNull()
  })

  it('[M21] finds them by the name before the text', () => {
    const template = (name: string, text: string) => ({ id: name as TemplateId, name, text })
    const all = [
      template('Адрес', 'Москва, Ёлочная, 1'),
      template('Отказ', 'К сожалению'),
      template('Ёлка', 'Приходите'),
    ]
    const named = (typed: string) => offerTemplates({ from: 0, typed }, all).map(({ name }) => name)
    expect(named('')).toEqual(['Адрес', 'Отказ', 'Ёлка'])
    expect(named('елк')).toEqual(['Ёлка'])
    expect(named('елоч')).toEqual(['Адрес'])
    expect(named('нет такого')).toEqual([])
  })
})

describe('facts for a template', () => {
  const [chat] = demoRows(0, 1).chats
  const row = { ...chat, draftText: null } as ChatRow
  const of = (change: Partial<ChatRow>) => templateFacts({ ...row, card: null, response: null, ...change }, null)

  it('[M13] come from the card, else from the response, else from the shown name', () => {
    const response = { fullName: 'Кузнецова Анна Петровна', vacancy: { title: 'Курьер' } } as ChatRow['response']
    expect(of({ clientName: 'Кузнецова Анна Петровна', response })).toMatchObject({
      firstName: 'Анна',
      lastName: 'Кузнецова',
      vacancy: 'Курьер',
    })
    expect(of({ clientName: 'Пётр Семёнов' })).toMatchObject({ firstName: 'Пётр', lastName: 'Семёнов' })
    expect(of({ clientName: '', subject: null })).toMatchObject({ firstName: '', vacancy: '' })
  })
})
