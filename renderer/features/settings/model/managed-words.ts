import type { TFunction } from 'i18next'

import { managedSetting, type ManagedKey } from '#shared/contract/policy/catalogue'
import type { Shape } from '#shared/contract/policy/setting'

import { acceleratorLabel } from './accelerator'

type T = TFunction<'settings'>

export function settingTitle(key: ManagedKey, language: string): string {
  return managedSetting(key)?.[language === 'en' ? 'en' : 'ru'].title ?? key
}

/** A value of a policy as a person reads it. */
export function settingValue(key: ManagedKey, value: unknown, language: string, t: T): string {
  const shape = managedSetting(key)?.shape
  const named = shape?.kind === 'choice' ? shape.options : shape?.kind === 'text' ? shape.named : []
  const option = named.find((each) => each.value === value)
  if (option) return option[language === 'en' ? 'en' : 'ru']
  if (typeof value === 'boolean') return value ? t('company.on') : t('company.off')
  if (key === 'quiet.days' && Array.isArray(value)) return daysOf(value, language)
  if (typeof value === 'string' && key.endsWith('Hotkey')) return acceleratorLabel(value) || t('company.empty')
  return String(value)
}

function daysOf(days: readonly unknown[], language: string): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  // 2 November 2026 is a Monday.
  return days.map((day) => name.format(Date.UTC(2026, 10, 1 + Number(day)))).join(', ')
}

/** What would have been right. */
export function expectedOf(key: string | null, t: T): string {
  const shape = key === null ? undefined : managedSetting(key)?.shape
  return shape ? shapeWords(shape, t) : ''
}

function shapeWords(shape: Shape, t: T): string {
  switch (shape.kind) {
    case 'switch':
      return t('company.expected.switch')
    case 'choice':
      return t('company.expected.choice', { values: shape.options.map(({ value }) => value).join(', ') })
    case 'number':
      return t('company.expected.number', { min: shape.min, max: shape.max })
    case 'numbers':
      return t('company.expected.numbers', { min: shape.min, max: shape.max, example: `${shape.min},${shape.min + 1}` })
    case 'text':
      return t('company.expected.text', { example: shape.example })
  }
}
