import { describe, expect, it } from 'vitest'

import type { ChannelId, TemplateId } from './ids'
import {
  fillKnown,
  fillTemplate,
  stageTemplateFor,
  toTemplate,
  unfilledFields,
  unknownFields,
  type StageTemplate,
} from './text-template'

describe('fields of a template', () => {
  it('[M13] are filled in both languages, whatever the letters', () => {
    const facts = { firstName: 'Анна', vacancy: 'Курьер' }
    expect(fillTemplate('{Имя}, ждём вас: «{вакансия}»', facts)).toBe('Анна, ждём вас: «Курьер»')
    expect(fillTemplate('{ first name }: {VACANCY}', facts)).toBe('Анна: Курьер')
  })

  it('[M13] of which nothing is known stay in sight', () => {
    const filled = fillTemplate('{имя}, {фамилия}! {имя}, {скидка}', { firstName: '', lastName: 'Котова' })
    expect(filled).toBe('{имя}, Котова! {имя}, {скидка}')
    expect(unfilledFields(filled)).toEqual(['{имя}', '{скидка}'])
    expect(unknownFields(filled)).toEqual(['{скидка}'])
    expect(unfilledFields('{} { a\nb }')).toEqual([])
    // What every object has of its own is no field.
    expect(fillTemplate('{constructor}, {toString}', { firstName: 'Анна' })).toBe('{constructor}, {toString}')
  })

  it('[M13] stand again where a filled text is made a template', () => {
    const words = { firstName: 'имя', fullName: 'фио', vacancy: 'вакансия' }
    const facts = { firstName: 'Анна', fullName: 'Кузнецова Анна', vacancy: 'Курьер', agent: 'Мария' }
    expect(toTemplate('Анна, «Курьер»: Кузнецова Анна', facts, words)).toBe('{имя}, «{вакансия}»: {фио}')
    expect(toTemplate('Здравствуйте', { firstName: '' }, words)).toBe('Здравствуйте')
  })

  it('[K5] [K7] of which nothing is known fall away from what goes out by itself', () => {
    const text = '{имя}, звонили по вакансии «{вакансия}» .'
    expect(fillKnown(text, { firstName: 'Анна', vacancy: 'Курьер' })).toBe('Анна, звонили по вакансии «Курьер».')
    expect(fillKnown('Звонили по вакансии «{вакансия}».\n{скидка}', {})).toBe('Звонили по вакансии.')
    expect(fillKnown('{имя}, мы вам звонили.', {})).toBe('Мы вам звонили.')
    expect(fillKnown('— тихо', {})).toBe('— тихо')
    expect(fillKnown('{имя}', { firstName: '{вакансия}', vacancy: 'Курьер' })).toBe('{вакансия}')
  })

  it('[M13] a value with braces is not filled again', () => {
    expect(fillTemplate('{имя}', { firstName: '{вакансия}', vacancy: 'Курьер' })).toBe('{вакансия}')
  })
})

describe('the words of a stage', () => {
  const channelId = 'c' as ChannelId
  const template = (id: string, vacancy: string | null, stage = 'interview'): StageTemplate => ({
    id: id as TemplateId,
    channelId,
    stage: { externalId: stage, title: stage },
    vacancy: vacancy === null ? null : { externalId: vacancy, title: vacancy },
    text: id,
  })
  const all = [template('any', null), template('own', 'v1'), template('other', null, 'offer')]

  it('[M13] are those of the vacancy, else those of all', () => {
    expect(stageTemplateFor(all, channelId, 'interview', 'v1')?.id).toBe('own')
    expect(stageTemplateFor(all, channelId, 'interview', 'v2')?.id).toBe('any')
    expect(stageTemplateFor(all, channelId, 'hired', 'v1')).toBeNull()
    expect(stageTemplateFor(all, 'd' as ChannelId, 'interview', 'v1')).toBeNull()
  })
})
