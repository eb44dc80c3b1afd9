import { writeFileSync } from 'node:fs'

import type { Look } from './look'

/** What a company that is strict has set, with two mistakes in it. */
export function writeScenePolicy(path: string, { language, theme }: Look): void {
  const locked = {
    'workplace.hub': 'alone',
    'workplace.startWithComputer': false,
    'workplace.encryptCache': true,
    'look.language': language,
    'look.theme': theme,
    'look.widget': 'sometimes',
    'notices.preview': false,
    'notices.volumePercent': 40,
    'tune.assigned': 'knock',
    'quiet.scheduled': true,
    'quiet.from': '21:00',
    'quiet.days': [1, 2, 3, 4, 5],
    'calls.answerHotkey': 'CommandOrControl+Shift+F9',
    'calls.dialAtOnce': false,
    'sound.headset': 'off',
    'line1.server': 'pbx.company.ru',
    'line1.host': '127.0.0.1',
    'line1.port': 9,
    'line1.transport': 'tcp',
    'line1.user': '{osUser}',
    'line1.label': language === 'ru' ? 'Отдел подбора' : 'Recruiting',
    'deskPhone.address': '127.0.0.1:9',
    'deskPhone.model': 'yealink-t31',
    'deskPhone.user': 'admin',
    'look.colour': 'red',
  }
  writeFileSync(path, JSON.stringify({ locked, preset: { 'look.undoSendSeconds': 10, 'notices.repeatMinutes': 5 } }))
}

/** One that has decided with which server everybody works. */
export function writeServerPolicy(path: string): void {
  writeFileSync(path, JSON.stringify({ locked: { 'workplace.hub': 'https://hub.company.ru' } }))
}
