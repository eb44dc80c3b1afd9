import { z } from 'zod'

import { DESK_PHONE_MODELS, MODEL_NAMES } from '../../domain/desk-phone/models'
import { phoneAddress } from '../phone-address'
import { choice, number, switched, text, type ManagedSetting } from './setting'

const category = 'deskPhone'
const applies = 'atOnce'
const at = null
const obeyedBy = 'deskPhone'

const models = DESK_PHONE_MODELS.map((value) => ({ value, ru: MODEL_NAMES[value], en: MODEL_NAMES[value] }))
const extension = z
  .string()
  .regex(/^(?:[0-9*#]|\{osUser\}|\{login\})*$/, 'expected digits, * and #, or {osUser} or {login}, or nothing')

/** Everything of the telephone on the desk but its password, which the person types once. */
export const DESK_PHONE_SETTINGS = [
  {
    key: 'deskPhone.address',
    category,
    applies,
    at,
    obeyedBy,
    ...text(21, '192.168.1.50', phoneAddress),
    ru: {
      title: 'Телефон: адрес',
      text: 'Адрес IPv4 телефона на столе, можно с портом. Пока он задан, телефон подключён и убрать его нельзя. Пароль его страницы человек вводит один раз сам.',
    },
    en: {
      title: 'Phone: address',
      text: 'IPv4 address of the phone on the desk, with a port if need be. While it is set, the phone is connected and cannot be removed. The person types the password of its page once.',
    },
  },
  {
    key: 'deskPhone.model',
    category,
    applies,
    at,
    obeyedBy,
    ...choice(models),
    ru: { title: 'Телефон: модель', text: 'Какой телефон стоит на столе.' },
    en: { title: 'Phone: model', text: 'Which phone stands on the desk.' },
  },
  {
    key: 'deskPhone.secure',
    category,
    applies,
    at,
    obeyedBy,
    ...switched(),
    ru: {
      title: 'Телефон: HTTPS',
      text: 'Обращаться к телефону по HTTPS. Сертификат, которому не доверяет система, принимает человек.',
    },
    en: {
      title: 'Phone: HTTPS',
      text: 'Speak to the phone by HTTPS. A certificate that the system does not trust is accepted by the person.',
    },
  },
  {
    key: 'deskPhone.user',
    category,
    applies,
    at,
    obeyedBy,
    ...text(64, 'admin', z.string().regex(/^[^\p{Cc}]*$/u, 'expected one line of text')),
    ru: { title: 'Телефон: имя для входа', text: 'С каким именем Otklik входит на страницу телефона.' },
    en: { title: 'Phone: user name', text: 'The name with which Otklik signs in to the phone’s page.' },
  },
  {
    key: 'deskPhone.extension',
    category,
    applies,
    at,
    obeyedBy,
    ...text(32, '101', extension),
    ru: {
      title: 'Телефон: внутренний номер',
      text: 'Номер телефона на АТС, чтобы переводить на него разговор; с теми же {login} и {osUser}, что у линий. Пустая строка: нет.',
    },
    en: {
      title: 'Phone: extension',
      text: 'The phone’s number at the exchange, so that talks can be moved to it; with the same {login} and {osUser} as of lines. Empty: none.',
    },
  },
  {
    key: 'deskPhone.listenPort',
    category,
    applies,
    at,
    obeyedBy,
    ...number(1024, 65_535),
    ru: { title: 'Телефон: порт событий', text: 'Порт этого компьютера, на котором Otklik слушает события телефона.' },
    en: {
      title: 'Phone: port for events',
      text: 'The port of this computer on which Otklik hears the phone’s events.',
    },
  },
] as const satisfies readonly ManagedSetting[]
