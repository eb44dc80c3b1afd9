import { z } from 'zod'

import { isPickupCode, parseHostPort } from '../../domain/sip-account'
import { choice, number, switched, text, type ManagedSetting } from './setting'

/** So many lines a company can hand out; a person may have more of their own. */
export const COMPANY_LINES = [1, 2, 3] as const
export type CompanyLine = (typeof COMPANY_LINES)[number]

const category = 'lines'
const applies = 'atOnce'
const at = null
const obeyedBy = 'lines'

const host = z
  .string()
  .regex(/^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)$/i, 'expected a host such as pbx.company.ru')
const path = z.string().regex(/^\/\S*$/, 'expected a path such as /ws')
const proxy = z
  .string()
  .refine((given) => given === '' || parseHostPort(given) !== null, 'expected host or host:port, or nothing')
const pickupCode = z.string().refine((given) => given === '' || isPickupCode(given), 'expected digits, * and #')
const name = z
  .string()
  .regex(/^(?:[^\s@{}]|\{osUser\}|\{login\})+$/, 'expected a name without spaces and @, or with {osUser} or {login}')
const label = z.string().regex(/^[^\p{Cc}]*$/u, 'expected one line of text')
const mayBeEmpty = (schema: typeof name) => z.union([z.literal(''), schema]) as z.ZodType<string, string>

/** Everything of a line but its password, which stands in no policy and no set-up: the person types it once. */
function settingsOf<N extends CompanyLine>(n: N) {
  const [ru, en] = [`Линия ${n}: `, `Line ${n}: `]
  return [
    {
      key: `line${n}.server` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(253, 'pbx.company.ru', host),
      ru: {
        title: `${ru}сервер`,
        text: 'Домен телефонной линии: адрес сервера SIP, он же часть адреса после @. Пока он задан, линия есть на рабочем месте и удалить её нельзя. Закреплённый сервер закрепляет и адрес подключения с прокси. Пароль человек вводит один раз сам.',
      },
      en: {
        title: `${en}server`,
        text: 'Domain of a telephone line: the address of the SIP server and what stands behind the @. While it is set, the desk has the line and nobody can delete it. Locked, it locks where the line connects to, the proxy too. The person types the password once.',
      },
    },
    {
      key: `line${n}.host` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(253, 'sip1.company.ru', host),
      ru: { title: `${ru}адрес подключения`, text: 'Куда подключаться, если это не сам домен.' },
      en: { title: `${en}host`, text: 'Where to connect to, if not to the domain itself.' },
    },
    {
      key: `line${n}.port` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...number(0, 65_535),
      ru: { title: `${ru}порт`, text: '0: порт скажет домен, а если не скажет, берётся обычный.' },
      en: { title: `${en}port`, text: '0: the domain says which, else the usual one.' },
    },
    {
      key: `line${n}.transport` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...choice([
        { value: 'tls', ru: 'TLS с шифрованием', en: 'TLS, encrypted' },
        { value: 'wss', ru: 'WebSocket с шифрованием', en: 'WebSocket, encrypted' },
        { value: 'tcp', ru: 'TCP без шифрования', en: 'TCP, not encrypted' },
        { value: 'udp', ru: 'UDP без шифрования', en: 'UDP, not encrypted' },
        { value: 'ws', ru: 'WebSocket без шифрования', en: 'WebSocket, not encrypted' },
      ]),
      ru: { title: `${ru}подключение`, text: 'Каким протоколом линия подключается к серверу.' },
      en: { title: `${en}connection`, text: 'The protocol by which the line connects to the server.' },
    },
    {
      key: `line${n}.path` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(200, '/ws', path),
      ru: { title: `${ru}путь WebSocket`, text: 'Только для WebSocket, например /ws.' },
      en: { title: `${en}WebSocket path`, text: 'For WebSockets only, for example /ws.' },
    },
    {
      key: `line${n}.media` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...choice([
        { value: 'webrtc', ru: 'WebRTC', en: 'WebRTC' },
        { value: 'rtp', ru: 'Обычный RTP', en: 'Plain RTP' },
        { value: 'srtp', ru: 'RTP с шифрованием SDES', en: 'RTP encrypted by SDES' },
      ]),
      ru: {
        title: `${ru}звук`,
        text: 'Как идёт голос. Не задано: обычное для подключения, WebRTC для WebSocket и RTP для остальных.',
      },
      en: {
        title: `${en}sound`,
        text: 'How the voice travels. Not set: what is usual for the connection, WebRTC for WebSockets and RTP for the rest.',
      },
    },
    {
      key: `line${n}.proxy` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(260, 'proxy.company.ru:5060', proxy),
      ru: { title: `${ru}исходящий прокси`, text: 'Адрес или адрес:порт, через который идёт всё. Пустая строка: нет.' },
      en: { title: `${en}outbound proxy`, text: 'Host or host:port through which everything goes. Empty: none.' },
    },
    {
      key: `line${n}.user` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(128, '{login}', name),
      ru: {
        title: `${ru}имя пользователя`,
        text: 'Часть адреса до @. {login}: логин, с которым человек вошёл на сервер Otklik с паролем (без @ и того, что за ним); {osUser}: имя в системе. Чего подставить нельзя, человек вводит сам.',
      },
      en: {
        title: `${en}user name`,
        text: 'What stands before the @. {login}: the login with which the person signed in to Otklik’s server by password (without @ and what follows); {osUser}: the name in the system. What cannot be filled in, the person types.',
      },
    },
    {
      key: `line${n}.authUser` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(128, '{login}', mayBeEmpty(name)),
      ru: {
        title: `${ru}имя для входа`,
        text: 'Если отличается от имени пользователя; с теми же {login} и {osUser}. Пустая строка: не отличается.',
      },
      en: {
        title: `${en}name to sign in with`,
        text: 'If it differs from the user name; with the same {login} and {osUser}. Empty: it does not.',
      },
    },
    {
      key: `line${n}.displayName` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(80, 'Компания', label),
      ru: { title: `${ru}имя для собеседника`, text: 'Какое имя увидит собеседник. Пустая строка: никакого.' },
      en: { title: `${en}name shown to others`, text: 'The name that the other side sees. Empty: none.' },
    },
    {
      key: `line${n}.label` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(80, 'Отдел подбора', label),
      ru: { title: `${ru}название`, text: 'Как линия называется в Otklik. Пустая строка: её адрес.' },
      en: { title: `${en}label`, text: 'What the line is called in Otklik. Empty: its address.' },
    },
    {
      key: `line${n}.pickup` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...text(8, '*8', pickupCode),
      ru: {
        title: `${ru}код перехвата`,
        text: 'Набирается перед номером коллеги, чтобы принять его звонок. Пустая строка: средствами SIP.',
      },
      en: {
        title: `${en}pickup code`,
        text: 'Dialled before a colleague’s number to take their call. Empty: by SIP itself.',
      },
    },
    {
      key: `line${n}.enabled` as const,
      category,
      applies,
      at,
      obeyedBy,
      ...switched(),
      ru: { title: `${ru}включена`, text: 'Подключается ли линия.' },
      en: { title: `${en}enabled`, text: 'Whether the line connects.' },
    },
  ] as const satisfies readonly ManagedSetting[]
}

export const LINE_SETTINGS = [...settingsOf(1), ...settingsOf(2), ...settingsOf(3)] as const
