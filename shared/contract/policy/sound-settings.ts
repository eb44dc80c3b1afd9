import { z } from 'zod'

import { wishByName } from '../../domain/device-wish'
import { at, text, type ManagedSetting } from './setting'

const category = 'sound'
const applies = 'atOnce'

const headset = z
  .string()
  .regex(/^(?:auto|off|[0-9a-f]{4}:[0-9a-f]{4})$/, 'expected auto, off, or the device as vvvv:pppp in small letters')

const deviceName = z
  .string()
  .regex(/^[^\p{Cc}]*[^\s|*\p{Cc}][^\p{Cc}]*$/u, 'expected a part of a name such as Jabra*65, or system')
const SYSTEM = [{ value: 'system', ru: 'Как в системе', en: 'As the system' }] as const
const toWish = (value: unknown): unknown => (value === 'system' ? null : wishByName(String(value)))
const RU =
  'по части имени, * заменяет любые знаки, через | несколько в порядке предпочтения: Jabra*65|Plantronics. Если такого нет, берётся выбранное в системе; system: всегда оно.'
const EN =
  'by a part of its name, * stands for anything, several with | in the order of preference: Jabra*65|Plantronics. If there is none, the system’s choice is used; system: always that.'

export const SOUND_SETTINGS = [
  {
    key: 'sound.microphone',
    category,
    applies,
    ...text(200, 'Jabra*65', deviceName, SYSTEM),
    at: at('devices.input', toWish),
    ru: { title: 'Микрофон', text: `Микрофон разговора ${RU}` },
    en: { title: 'Microphone', text: `Microphone of calls ${EN}` },
  },
  {
    key: 'sound.speaker',
    category,
    applies,
    ...text(200, 'Jabra*65', deviceName, SYSTEM),
    at: at('devices.output', toWish),
    ru: { title: 'Динамики разговора', text: `Где слышен собеседник: ${RU}` },
    en: { title: 'Output of calls', text: `Where the other side is heard: ${EN}` },
  },
  {
    key: 'sound.ringDevice',
    category,
    applies,
    ...text(200, 'Speakers', deviceName, SYSTEM),
    at: at('devices.ring', toWish),
    ru: { title: 'Устройство звонка', text: `Где слышен звонок: ${RU}` },
    en: { title: 'Ringing device', text: `Where the ring is heard: ${EN}` },
  },
  {
    key: 'sound.headset',
    category,
    applies,
    ...text(9, '6993:b0a5', headset, [
      { value: 'auto', ru: 'Та, чей микрофон выбран', en: 'The one whose microphone is used' },
      { value: 'off', ru: 'Никакая', en: 'None' },
    ]),
    at: at('headset'),
    ru: {
      title: 'Гарнитура',
      text: 'Чьи кнопки управляют звонками: auto (та, чей микрофон выбран), off (никакая) или код устройства USB, например 6993:b0a5.',
    },
    en: {
      title: 'Headset',
      text: 'Whose keys go with the calls: auto (the one whose microphone is used), off (none), or the USB device’s code such as 6993:b0a5.',
    },
  },
] as const satisfies readonly ManagedSetting[]
