import { basic, done, judge, type Done, type PhoneClient } from './phone-client'
import type { PhoneWire } from './phone-wire'

const PATH = '/cgi-bin/ConfigManApp.com'

/** Fanvil X3S: presses of keys by `ConfigManApp.com?key=…`, Basic authentication; nothing of it can be read. */
export function createFanvilClient(wire: PhoneWire, user: string, password: string): PhoneClient {
  const authorization = basic(user, password)
  const get = async (path: string): Promise<Done> => done(judge(await wire.get(path, authorization)))
  const press = (...keys: readonly string[]): Promise<Done> =>
    get(`${PATH}?key=${keys.map(encodeURIComponent).join(';')}`)
  return {
    dial: (number) => press('SPEAKER', ...keysOf(number), 'ENTER'),
    answer: () => press('F_ACCEPT'),
    reject: () => press('X'),
    hangUp: () => press('RELEASE'),
    setHeld: () => press('F_HOLD'),
    toggleMute: () => press('F_MUTE'),
    sendDigits: (digits) => press(...keysOf(digits)),
    transfer: (_call, number) => press('F_TRANSFER', ...keysOf(number), 'OK'),
    check: () => get(PATH),
    readLines: null,
  }
}

/** A whole number stands where a key does; `#` is a key of its own. */
function keysOf(number: string): readonly string[] {
  return number
    .split(/(#)/)
    .filter((part) => part !== '')
    .map((part) => (part === '#' ? 'POUND' : part))
}
