import { z } from 'zod'

import { at, choice, number, switched, text, type ManagedSetting } from './setting'

const category = 'workplace'

/** Of addresses without encryption `readPolicy` takes those alone that `workplace.plainHttp` allows. */
const hub = z
  .string()
  .regex(
    /^(?:ask|alone|https?:\/\/[^\s/@]+\/?)$/i,
    'expected ask, alone, or the address of a server such as https://hub.company.ru',
  )

/** Neither encrypted nor within this computer. */
export function isPlainElsewhere(hubValue: unknown): boolean {
  return typeof hubValue === 'string' && /^http:\/\/(?!(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/?$)/i.test(hubValue)
}

export const WORKPLACE_SETTINGS = [
  {
    key: 'workplace.hub',
    category,
    applies: 'nextStart',
    ...text(253, 'https://hub.company.ru', hub, [
      { value: 'alone', ru: 'Один на этом компьютере', en: 'Alone on this computer' },
      { value: 'ask', ru: 'Спросить при первом запуске', en: 'Ask at the first start' },
    ]),
    at: null,
    ru: {
      title: 'Сервер',
      text: 'С чем работает Otklik: адрес сервера команды (https://hub.company.ru), alone (один на этом компьютере) или ask (спросить при первом запуске). Если закреплено, другой сервер не открыть ни входом, ни приглашением, ни ссылкой.',
    },
    en: {
      title: 'Server',
      text: 'What Otklik works with: the address of the team’s server (https://hub.company.ru), alone (on this computer), or ask (at the first start). Locked, no other server can be reached by sign-in, invitation or link.',
    },
  },
  {
    key: 'workplace.signIn',
    category,
    applies: 'atOnce',
    ...choice([
      { value: 'any', ru: 'Как предлагает сервер', en: 'As the server offers' },
      { value: 'password', ru: 'Только пароль', en: 'Password only' },
      { value: 'browser', ru: 'Только через браузер (OpenID Connect)', en: 'Browser only (OpenID Connect)' },
    ]),
    at: null,
    ru: {
      title: 'Способ входа',
      text: 'Какие способы входа предлагает этот компьютер. Сам сервер разрешает свои способы независимо от этого. Выбора у человека здесь нет: предустановка действует как закрепление.',
    },
    en: {
      title: 'Way to sign in',
      text: 'Which ways to sign in this computer offers. The server decides on its own which it allows. People have no choice here: a preset acts as a lock.',
    },
  },
  {
    key: 'workplace.startWithComputer',
    category,
    applies: 'atOnce',
    ...switched(),
    at: null,
    ru: {
      title: 'Запускать вместе с компьютером',
      text: 'Otklik запускается при входе в систему: без окна, в трее, звонки слышны сразу. Предустановка просит об этом систему один раз. Закрепление включает и то, что человек выключил в настройках самой системы.',
    },
    en: {
      title: 'Start with the computer',
      text: 'Otklik starts when the person signs in to the computer: without a window, in the tray, and calls ring at once. A preset asks the system once. A lock also switches on what the person has switched off in the system’s own settings.',
    },
  },
  {
    key: 'workplace.encryptCache',
    category,
    applies: 'nextStart',
    ...switched(),
    at: at('encryptCache'),
    ru: {
      title: 'Шифровать переписку на компьютере',
      text: 'Копия переписки, имён и телефонов, с которой работают окна Otklik, лежит на диске зашифрованной; ключ хранит система (DPAPI, Keychain, Secret Service, KWallet). Где ей хранить его негде, копия остаётся открытой, и Otklik так и говорит. База собственного сервера этого компьютера не шифруется: для неё нужен сервер команды или шифрование диска.',
    },
    en: {
      title: 'Encrypt chats on the computer',
      text: 'The copy of chats, names and phones with which Otklik’s windows work lies encrypted on the disk; the system keeps the key (DPAPI, Keychain, Secret Service, KWallet). Where it has no place for one the copy stays open, and Otklik says so. The database of this computer’s own server is not encrypted: for that take a team’s server or the encryption of the disk.',
    },
  },
  {
    key: 'workplace.keepDays',
    category,
    applies: 'atOnce',
    ...number(0, 3_650),
    at: at('keep.days'),
    ru: {
      title: 'Хранить сообщения на компьютере, дней',
      text: 'Сообщения старше удаляются из копии переписки на компьютере и подгружаются с сервера, когда до них доходят. Открытые обращения, непрочитанное, закреплённое и неотправленное остаются. 0: любой давности.',
    },
    en: {
      title: 'Keep messages on the computer, days',
      text: 'Older messages leave the computer’s copy of the chats and are fetched from the server when somebody scrolls to them. Open cases, what is unread, pinned or not sent stays. 0: of any age.',
    },
  },
  {
    key: 'workplace.keepThousands',
    category,
    applies: 'atOnce',
    ...number(0, 10_000),
    at: at('keep.thousands'),
    ru: {
      title: 'Хранить на компьютере не больше, тысяч сообщений',
      text: 'Когда сообщений больше, из копии переписки на компьютере уходят те, где дольше всего ничего не писали. 0: сколько угодно.',
    },
    en: {
      title: 'Keep on the computer at most, thousands of messages',
      text: 'When there are more, the conversations in which nothing was said for longest leave the computer’s copy. 0: as many as there are.',
    },
  },
  {
    key: 'workplace.plainHttp',
    category,
    applies: 'nextStart',
    ...switched(),
    at: null,
    ru: {
      title: 'Сервер без шифрования',
      text: 'Разрешить адреса сервера с http, также в workplace.hub. Только для закрытых испытательных сетей: переписка идёт открыто. То же, что OTKLIK_HUB_HTTP=allow.',
    },
    en: {
      title: 'Server without encryption',
      text: 'Allow addresses of a server with http, in workplace.hub too. For closed test networks only: chats travel open. The same as OTKLIK_HUB_HTTP=allow.',
    },
  },
  {
    key: 'workplace.hubPort',
    category,
    applies: 'nextStart',
    ...number(0, 65_535),
    at: null,
    ru: {
      title: 'Порт сервера этого компьютера',
      text: 'Порт, который собственный сервер Otklik слушает на 127.0.0.1. 0: любой свободный. То же, что OTKLIK_HUB_PORT.',
    },
    en: {
      title: 'Port of this computer’s server',
      text: 'The port on which Otklik’s own server listens at 127.0.0.1. 0: any free one. The same as OTKLIK_HUB_PORT.',
    },
  },
  {
    key: 'workplace.logLevel',
    category,
    applies: 'nextStart',
    ...choice([
      { value: 'normal', ru: 'Обычный', en: 'Normal' },
      { value: 'detailed', ru: 'Подробный', en: 'Detailed' },
    ]),
    at: null,
    ru: {
      title: 'Журнал',
      text: 'Сколько Otklik пишет в журнал (папка logs в данных пользователя). Номеров, имён и текстов в нём нет. Выбора у человека здесь нет.',
    },
    en: {
      title: 'Log',
      text: 'How much Otklik writes into its log (the folder logs of the user’s data). No numbers, names or texts stand there. People have no choice here.',
    },
  },
] as const satisfies readonly ManagedSetting[]
