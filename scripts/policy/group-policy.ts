import { MANAGED_SETTINGS } from '../../shared/contract/policy/catalogue'
import { POLICY_CATEGORIES, type PolicyCategory } from '../../shared/contract/policy/setting'
import { xml } from './xml'

type Setting = (typeof MANAGED_SETTINGS)[number]
export type TemplateLanguage = 'ru' | 'en'

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'
const SCHEMA = { xmlns: NAMESPACE, revision: '1.0', schemaVersion: '1.0' }
const KEY = 'Software\\Policies\\Otklik'
const RULES = [
  { name: 'Locked', ru: 'Закреплено (изменить нельзя)', en: 'Locked (cannot be changed)' },
  { name: 'Preset', ru: 'Предустановлено (можно изменить)', en: 'Preset (can be changed)' },
] as const
export const CATEGORY_WORDS: Readonly<Record<PolicyCategory, Readonly<Record<TemplateLanguage, string>>>> = {
  workplace: { ru: 'Рабочее место', en: 'Workplace' },
  calls: { ru: 'Звонки', en: 'Calls' },
  lines: { ru: 'Телефонные линии', en: 'Telephone lines' },
  sound: { ru: 'Звук и гарнитура', en: 'Sound and headset' },
  deskPhone: { ru: 'Настольный телефон', en: 'Desk phone' },
  notices: { ru: 'Уведомления', en: 'Notices' },
  look: { ru: 'Вид и язык', en: 'Look and language' },
  network: { ru: 'Сеть', en: 'Network' },
  updates: { ru: 'Обновления', en: 'Updates' },
}
const SUPPORTED: Readonly<Record<TemplateLanguage, string>> = { ru: 'Otklik 0.1 и новее', en: 'Otklik 0.1 or newer' }
/** Windows itself allows no more by default. */
const LIST_LENGTH = 1023

/** Names in templates are words without dots. */
const idOf = ({ key }: Setting): string => key.replace(/\W/g, '_')
const optionId = (setting: Setting, value: string): string => `${idOf(setting)}_${value.replace(/\W/g, '_')}`
/** A text may be empty where that means «none». */
const mayBeEmpty = ({ schema, shape }: Setting): boolean => shape.kind === 'text' && schema.safeParse('').success

export function admx(): string {
  return document(
    xml('policyDefinitions', SCHEMA, [
      xml('policyNamespaces', {}, [xml('target', { prefix: 'otklik', namespace: 'Otklik.Policies.Desk' })]),
      xml('resources', { minRequiredRevision: '1.0' }),
      xml('supportedOn', {}, [
        xml('definitions', {}, [xml('definition', { name: 'Supported', displayName: '$(string.Supported)' })]),
      ]),
      xml('categories', {}, [
        xml('category', { name: 'Otklik', displayName: '$(string.Otklik)' }),
        ...RULES.flatMap(({ name }) => [
          category(name, 'Otklik', name),
          ...POLICY_CATEGORIES.map((each) => category(`${name}_${each}`, name, `Category_${each}`)),
        ]),
      ]),
      xml(
        'policies',
        {},
        RULES.flatMap(({ name }) => MANAGED_SETTINGS.map((setting) => policy(setting, name))),
      ),
    ]),
  )
}

export function adml(language: TemplateLanguage): string {
  const strings: [string, string][] = [
    ['Otklik', 'Otklik'],
    ['Supported', SUPPORTED[language]],
    ...RULES.map(({ name, ...words }): [string, string] => [name, words[language]]),
    ...POLICY_CATEGORIES.map((each): [string, string] => [`Category_${each}`, CATEGORY_WORDS[each][language]]),
    ...MANAGED_SETTINGS.flatMap((setting) => stringsOf(setting, language)),
  ]
  return document(
    xml('policyDefinitionResources', SCHEMA, [
      xml('displayName', {}, 'Otklik'),
      xml('description', {}, language === 'ru' ? 'Настройки Otklik' : 'Settings of Otklik'),
      xml('resources', {}, [
        xml(
          'stringTable',
          {},
          strings.map(([id, text]) => xml('string', { id }, text)),
        ),
        xml(
          'presentationTable',
          {},
          MANAGED_SETTINGS.filter(({ shape }) => shape.kind !== 'switch').map((setting) =>
            xml('presentation', { id: idOf(setting) }, [presentation(setting, language)]),
          ),
        ),
      ]),
    ]),
  )
}

function document(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`
}

function category(name: string, parent: string, string: string): string {
  return xml('category', { name, displayName: `$(string.${string})` }, [xml('parentCategory', { ref: parent })])
}

function policy(setting: Setting, rule: string): string {
  const { key: valueName, shape, category: group } = setting
  const id = idOf(setting)
  const key = `${KEY}\\${rule}`
  const isSwitch = shape.kind === 'switch'
  return xml(
    'policy',
    {
      name: `${id}_${rule}`,
      class: 'Both',
      displayName: `$(string.${id})`,
      explainText: `$(string.${id}_Help)`,
      ...(isSwitch ? {} : { presentation: `$(presentation.${id})` }),
      key,
      ...(isSwitch ? { valueName } : {}),
    },
    [
      xml('parentCategory', { ref: `${rule}_${group}` }),
      xml('supportedOn', { ref: 'Supported' }),
      ...(isSwitch
        ? [
            xml('enabledValue', {}, [xml('decimal', { value: 1 })]),
            xml('disabledValue', {}, [xml('decimal', { value: 0 })]),
          ]
        : []),
      // «Disabled» of such a policy says «none», which no editor lets one type.
      ...(mayBeEmpty(setting)
        ? [xml('disabledList', {}, [xml('item', { key, valueName }, [xml('value', {}, [xml('string', {}, '')])])])]
        : []),
      ...(isSwitch ? [] : [xml('elements', {}, [element(setting)])]),
    ],
  )
}

function element(setting: Setting): string {
  const { key: valueName, shape } = setting
  const common = { id: 'value', valueName, required: 'true' }
  switch (shape.kind) {
    case 'choice':
      return xml(
        'enum',
        common,
        shape.options.map(({ value }) =>
          xml('item', { displayName: `$(string.${optionId(setting, value)})` }, [
            xml('value', {}, [xml('string', {}, value)]),
          ]),
        ),
      )
    case 'number':
      return xml('decimal', { ...common, minValue: shape.min, maxValue: shape.max })
    case 'numbers':
      return xml('text', { ...common, maxLength: LIST_LENGTH })
    case 'text':
      return xml('text', { ...common, maxLength: shape.maxLength })
    case 'switch':
      throw new Error(`${valueName} is written by the policy itself`)
  }
}

function presentation(setting: Setting, language: TemplateLanguage): string {
  const { shape, [language]: words } = setting
  const refId = 'value'
  const label = `${words.title}:`
  switch (shape.kind) {
    case 'choice':
      return xml('dropdownList', { refId, noSort: 'true', defaultItem: 0 }, label)
    case 'number':
      return xml('decimalTextBox', { refId, defaultValue: shape.min }, label)
    case 'numbers':
      return textBox(refId, label, `${shape.min},${shape.min + 1}`)
    case 'text':
      return textBox(refId, label, shape.example)
    case 'switch':
      throw new Error(`${setting.key} has nothing to fill in`)
  }
}

function textBox(refId: string, label: string, example: string): string {
  return xml('textBox', { refId }, [xml('label', {}, label), xml('defaultValue', {}, example)])
}

function stringsOf(setting: Setting, language: TemplateLanguage): [string, string][] {
  const { shape, applies, [language]: words } = setting
  const id = idOf(setting)
  const notes = [
    words.text,
    applies === 'nextStart'
      ? language === 'ru'
        ? 'Действует со следующего запуска.'
        : 'Holds from the next start on.'
      : '',
    mayBeEmpty(setting)
      ? language === 'ru'
        ? '«Отключено» значит «нет».'
        : '“Disabled” means “none”.'
      : shape.kind === 'switch'
        ? language === 'ru'
          ? '«Включено»: да. «Отключено»: нет.'
          : '“Enabled”: yes. “Disabled”: no.'
        : '',
    setting.key,
  ]
  return [
    [id, words.title],
    [`${id}_Help`, notes.filter((each) => each !== '').join(' ')],
    ...(shape.kind === 'choice'
      ? shape.options.map(({ value, ...option }): [string, string] => [optionId(setting, value), option[language]])
      : []),
  ]
}
