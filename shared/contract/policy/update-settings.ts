import { z } from 'zod'

import { channelName } from '../release'
import { choice, number, text, type ManagedSetting } from './setting'

const category = 'updates'
const applies = 'atOnce'

/** Encrypted, or within this computer, or a folder that the system reaches. */
export const updateSource = z
  .string()
  .regex(
    /^(?:https:\/\/[^\s/@?#]+(?:\/[^\s@?#]*)?|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/[^\s@?#]*)?|file:\/\/\/[^\s?#]+|\\\\[^\s\\/]+\\[^/?#]+)$/i,
    'expected the address of a folder such as https://files.company.ru/otklik/, \\\\server\\share\\otklik or file:///mnt/otklik',
  )
export const updatePublicKeys = z
  .string()
  .regex(
    /^[A-Za-z0-9+/]{43}=(?:\s*,\s*[A-Za-z0-9+/]{43}=){0,3}$/,
    'expected a public key as npm run publish-update prints it, or up to four with commas',
  )

/** Of the company alone: where programs come from is nobody’s taste. A preset acts as a lock. */
export const UPDATE_SETTINGS = [
  {
    key: 'updates.mode',
    category,
    applies,
    ...choice([
      { value: 'auto', ru: 'Скачивать и ставить', en: 'Download and install' },
      { value: 'notify', ru: 'Только сообщать', en: 'Tell only' },
      { value: 'off', ru: 'Выключены', en: 'Off' },
    ]),
    at: null,
    ru: {
      title: 'Обновления',
      text: 'auto: новая версия скачивается сама и ставится при выходе из Otklik или по желанию человека; notify: скачивается, когда человек согласится; off: Otklik никуда за обновлениями не обращается. Выбора у человека здесь нет.',
    },
    en: {
      title: 'Updates',
      text: 'auto: a new version is downloaded by itself and installed when Otklik quits or the person wishes; notify: it is downloaded when the person agrees; off: Otklik asks nobody for updates. People have no choice here.',
    },
  },
  {
    key: 'updates.url',
    category,
    applies,
    ...text(1000, 'https://files.company.ru/otklik/', updateSource),
    at: null,
    ru: {
      title: 'Источник обновлений',
      text: 'Папка с выпусками: https, http только на этом же компьютере, сетевая папка \\\\server\\share или file:///. Без адреса Otklik обновлений не ищет.',
    },
    en: {
      title: 'Source of updates',
      text: 'The folder with releases: https, http within this computer only, a share \\\\server\\share or file:///. Without an address Otklik looks for no updates.',
    },
  },
  {
    key: 'updates.publicKey',
    category,
    applies,
    ...text(200, 'PCUDcMsSQ1UuZqUP5hi0cVj9Cq1A1oWTi8WSx10F3hQ=', updatePublicKeys),
    at: null,
    ru: {
      title: 'Ключ проверки выпусков',
      text: 'Открытый ключ Ed25519, которым проверяется подпись каждого выпуска; до четырёх через запятую, пока ключ меняется. Без ключа ничего не ставится.',
    },
    en: {
      title: 'Key that releases are checked with',
      text: 'The public Ed25519 key by which the signature of each release is checked; up to four with commas while a key is changed. Without a key nothing is installed.',
    },
  },
  {
    key: 'updates.channel',
    category,
    applies,
    ...text(32, 'stable', channelName),
    at: null,
    ru: { title: 'Канал обновлений', text: 'Какие выпуски получает этот компьютер, например stable или pilot.' },
    en: { title: 'Channel of updates', text: 'Which releases this computer gets, for example stable or pilot.' },
  },
  {
    key: 'updates.forceAfterDays',
    category,
    applies,
    ...number(0, 90),
    at: null,
    ru: {
      title: 'Ставить без согласия через, дней',
      text: 'Через сколько дней после готовности обновление ставится само, как только нет разговора и ничего не ждёт отправки. Не задано: только при выходе или по желанию человека.',
    },
    en: {
      title: 'Install unasked after, days',
      text: 'So many days after an update is ready it is installed by itself as soon as there is no call and nothing waits to be sent. Not set: only at quit or when the person wishes.',
    },
  },
] as const satisfies readonly ManagedSetting[]
