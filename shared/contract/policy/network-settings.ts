import { z } from 'zod'

import { isBypassList, MAX_BYPASS_LENGTH, MAX_PROXY_LENGTH, proxyChoiceOf } from '../../domain/proxy'
import { at, text, type ManagedSetting } from './setting'

const category = 'network'

const proxy = z
  .string()
  .refine(
    (given) => proxyChoiceOf(given) !== null,
    'expected system, direct, auto, a proxy such as proxy.company.ru:3128, or the address of a PAC file',
  )
/** As an authority is called in what it issues; nothing that would need quotes somewhere. */
const authorityName = z.string().regex(/^[^\r\n"]{1,200}$/, 'expected the name (CN) of an authority')
const file = z.string().regex(/^(?:\/|[A-Za-z]:\\|\\\\)[^\r\n"]+$/, 'expected the full path of a file')
const bypass = z.string().refine(isBypassList, 'expected names and nets such as *.company.ru;10.0.0.0/8;<local>')

export const NETWORK_SETTINGS = [
  {
    key: 'network.proxy',
    category,
    applies: 'atOnce',
    ...text(MAX_PROXY_LENGTH, 'proxy.company.ru:3128', proxy, [
      { value: 'system', ru: 'Как в системе', en: 'As the system' },
      { value: 'direct', ru: 'Без прокси', en: 'No proxy' },
      { value: 'auto', ru: 'Автоматически (WPAD)', en: 'Automatic (WPAD)' },
    ]),
    at: at('proxy.server'),
    ru: {
      title: 'Прокси',
      text: 'Через что Otklik выходит в сеть: system (как в системе), direct (без прокси), auto (WPAD), адрес прокси (proxy.company.ru:3128, также с https://, socks5://, socks4://) или адрес файла PAC (https://company.ru/proxy.pac). Пароль сюда не пишут: прокси спросит его у человека.',
    },
    en: {
      title: 'Proxy',
      text: 'How Otklik reaches the network: system, direct, auto (WPAD), a proxy (proxy.company.ru:3128, also with https://, socks5://, socks4://) or the address of a PAC file (https://company.ru/proxy.pac). No password stands here: the proxy asks the person.',
    },
  },
  {
    key: 'network.proxyBypass',
    category,
    applies: 'atOnce',
    ...text(MAX_BYPASS_LENGTH, '*.company.ru;10.0.0.0/8', bypass),
    at: at('proxy.bypass'),
    ru: {
      title: 'Мимо прокси',
      text: 'Адреса, к которым Otklik идёт без прокси, через точку с запятой: имена с *, подсети, <local> (имена без точки). Действует с адресом прокси; файл PAC решает сам.',
    },
    en: {
      title: 'Past the proxy',
      text: 'Addresses that Otklik reaches without the proxy, with semicolons: names with *, nets, <local> (names without a dot). Holds with the address of a proxy; a PAC file decides by itself.',
    },
  },
  {
    key: 'network.clientCertificate',
    category,
    applies: 'atOnce',
    ...text(200, 'Company Devices CA', authorityName),
    at: null,
    ru: {
      title: 'Сертификат этого компьютера',
      text: 'Имя (CN) удостоверяющего центра: если сервер команды требует сертификат клиента, Otklik предъявит без вопроса самый новый из хранилища системы, который выдал этот центр, и никакой другой. Без этой настройки выбирает человек, один раз. Выбора у человека здесь нет.',
    },
    en: {
      title: 'Certificate of this computer',
      text: 'Name (CN) of an authority: where the team’s server wants a client certificate, Otklik shows without asking the latest one of the system’s store that this authority has issued, and no other. Without this setting the person chooses, once. People have no choice here.',
    },
  },
  {
    key: 'network.caFile',
    category,
    applies: 'nextStart',
    ...text(500, '/etc/otklik/company-ca.pem', file),
    at: null,
    ru: {
      title: 'Удостоверяющий центр организации',
      text: 'Полный путь к файлу PEM с корневыми сертификатами, которым доверяют линии по TLS и WSS, звонки на страницу сайта и собственный сервер Otklik, кроме обычных и хранилища системы. Окна и связь с сервером команды доверяют хранилищу системы. Выбора у человека здесь нет.',
    },
    en: {
      title: 'Authority of the company',
      text: 'Full path of a PEM file with root certificates that lines over TLS and WSS, calls to a page of the site and Otklik’s own server trust besides the usual ones and the system’s store. Windows and the connection to the team’s server trust the system’s store. People have no choice here.',
    },
  },
] as const satisfies readonly ManagedSetting[]
