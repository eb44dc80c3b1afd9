import { LINE_CAUSES } from './line-causes'
import { OWN_CAUSES } from './causes'
import type { Advice } from './words'
import {
  SELF_TEST_FACTS,
  type SelfTestCause,
  type SelfTestFacts,
  type SelfTestLayer,
  type SelfTestRow,
  type SelfTestSkip,
} from './row'

export type Tongue = 'ru' | 'en'
type Named<K extends string> = Readonly<Record<K, { readonly ru: string; readonly en: string }>>

export const LAYER_NAMES: Named<SelfTestLayer> = {
  disk: { ru: 'Диск', en: 'Disk' },
  policy: { ru: 'Настройки организации', en: 'Company’s settings' },
  network: { ru: 'Сеть', en: 'Network' },
  dns: { ru: 'DNS', en: 'DNS' },
  connect: { ru: 'Соединение', en: 'Connection' },
  proxy: { ru: 'Прокси', en: 'Proxy' },
  clock: { ru: 'Часы', en: 'Clock' },
  tls: { ru: 'Сертификат (TLS)', en: 'Certificate (TLS)' },
  hub: { ru: 'Сервер', en: 'Server' },
  webSocket: { ru: 'WebSocket', en: 'WebSocket' },
  line: { ru: 'Линия', en: 'Line' },
  microphone: { ru: 'Микрофон', en: 'Microphone' },
  output: { ru: 'Воспроизведение', en: 'Output' },
  sound: { ru: 'Звук разговора', en: 'Sound of calls' },
  headset: { ru: 'Гарнитура', en: 'Headset' },
  deskPhone: { ru: 'Настольный телефон', en: 'Desk phone' },
  updates: { ru: 'Обновления', en: 'Updates' },
}

const SKIPS: Named<Exclude<SelfTestSkip, 'below'>> = {
  direct: { ru: 'прокси нет', en: 'there is no proxy' },
  throughProxy: { ru: 'это делает прокси', en: 'the proxy does it' },
  plain: { ru: 'соединение без шифрования', en: 'not encrypted' },
  ownHub: {
    ru: 'сервер этого компьютера работает, пока открыт Otklik',
    en: 'the hub of this computer runs while Otklik does',
  },
  notSetUp: { ru: 'не настроено', en: 'not set up' },
  switchedOff: { ru: 'линия выключена', en: 'the line is switched off' },
  proxyLogin: { ru: 'через этот прокси проверить нельзя', en: 'cannot be tried through this proxy' },
  inCall: { ru: 'идёт разговор', en: 'there is a call' },
  noWindows: { ru: 'окно звука не открыть', en: 'the window of the sound cannot be opened' },
  noSource: { ru: 'новые версии ставит администратор', en: 'new versions are installed by IT' },
}

const FACTS: Named<(typeof SELF_TEST_FACTS)[number]> = {
  address: { ru: 'адрес', en: 'address' },
  proxy: { ru: 'прокси', en: 'proxy' },
  status: { ru: 'ответ', en: 'status' },
  code: { ru: 'код', en: 'code' },
  login: { ru: 'вход', en: 'login' },
  issuer: { ru: 'кем выдан', en: 'issuer' },
  names: { ru: 'имена', en: 'names' },
  validUntil: { ru: 'действовал до', en: 'valid until' },
  aheadS: { ru: 'разница, с', en: 'difference, s' },
  hubVersion: { ru: 'версия сервера', en: 'version of the server' },
  deskVersion: { ru: 'версия Otklik', en: 'version of Otklik' },
  freeMb: { ru: 'свободно, МБ', en: 'free, MB' },
  transport: { ru: 'подключение', en: 'connection' },
  step: { ru: 'шаг', en: 'step' },
  detail: { ru: 'подробно', en: 'details' },
  keys: { ru: 'ключи', en: 'keys' },
  count: { ru: 'сколько', en: 'count' },
}

export function adviceOf(cause: SelfTestCause): Advice {
  const all: Readonly<Partial<Record<string, Advice>>> = { ...OWN_CAUSES, ...LINE_ADVICE }
  const advice = all[cause]
  if (!advice) throw new Error(`no words for ${cause}`)
  return advice
}

/** What stands behind the name of a layer. */
export function outcomeText({ outcome }: Pick<SelfTestRow, 'outcome'>, tongue: Tongue): string {
  switch (outcome.kind) {
    case 'ok':
      return tongue === 'ru' ? 'в порядке' : 'well'
    case 'failed': {
      const { what, todo } = adviceOf(outcome.cause)[tongue]
      return `${what} ${todo}`
    }
    case 'skipped': {
      if (outcome.why !== 'below') return SKIPS[outcome.why][tongue]
      const layer = outcome.because && LAYER_NAMES[outcome.because][tongue]
      return tongue === 'ru' ? `не проверено, см. «${layer ?? ''}»` : `not tried, see “${layer ?? ''}”`
    }
  }
}

export function factLine(facts: SelfTestFacts, tongue: Tongue): string {
  return SELF_TEST_FACTS.flatMap((name) => {
    const value = facts[name]
    return value === undefined || value === '' ? [] : [`${FACTS[name][tongue]}: ${value}`]
  }).join('; ')
}

const LINE_ADVICE = Object.fromEntries(
  Object.entries(LINE_CAUSES).map(([reason, advice]) => [`line.${reason}`, advice]),
)
