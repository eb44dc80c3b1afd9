import { z } from 'zod'

import { at, text, type ManagedSetting } from './setting'

const category = 'sound'
const applies = 'atOnce'

const headset = z
  .string()
  .regex(/^(?:auto|off|[0-9a-f]{4}:[0-9a-f]{4})$/, 'expected auto, off, or the device as vvvv:pppp in small letters')

export const SOUND_SETTINGS = [
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
