import type { DeskCall } from '#shared/domain/desk-phone/desk-phone-state'
import { basic, done, judge, type Done, type PhoneClient } from './phone-client'
import type { PhoneWire } from './phone-wire'

const HASH_KEY = 'POUND'

/** Yealink SIP-T31: `servlet?key=…`, Basic authentication, commands that may name a call. */
export function createYealinkClient(wire: PhoneWire, user: string, password: string): PhoneClient {
  const authorization = basic(user, password)
  const get = async (query: string): Promise<Done> => done(judge(await wire.get(`/servlet?${query}`, authorization)))
  const press = (...keys: readonly string[]): Promise<Done> => get(`key=${keys.map(encodeURIComponent).join(';')}`)
  return {
    dial: (number) => get(`key=number=${encodeURIComponent(number)}`),
    answer: (call) => press(named('ASW', call) ?? 'OK'),
    reject: (call) => press(named('CANCEL', call) ?? 'X'),
    hangUp: () => press('CALLEND'),
    setHeld: (call, isHeld) => press(named(isHeld ? 'HOLD' : 'UNHOLD', call) ?? 'F_HOLD'),
    toggleMute: () => press('MUTE'),
    sendDigits: (digits) => press(...keysOf(digits)),
    transfer: (_call, number) => press('F_TRANSFER', ...keysOf(number), 'OK'),
    check: () => get('phonecfg=get&accounts=1'),
    readLines: null,
  }
}

/** `null`: the phone did not tell its number of this call. */
function named(command: string, { key }: DeskCall): string | null {
  return key.startsWith('id:') ? `${command}:${key.slice('id:'.length)}` : null
}

function keysOf(number: string): readonly string[] {
  return [...number].map((digit) => (digit === '#' ? HASH_KEY : digit))
}
