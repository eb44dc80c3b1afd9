import { assemblePhone, sipUriOf, type PhoneModel } from '../lib/assemble-phone'
import type { Happening, PhoneBody } from '../lib/phone-body'
import {
  NOT_FOUND,
  OK,
  refusalOf,
  type PhoneSettings,
  type SandboxPhone,
  type SandboxPhoneOptions,
} from '../lib/sandbox-phone'

/** `action_url.<name>`; what has none is told to nobody. */
const EVENT_NAMES: Readonly<Record<Happening, string>> = {
  incoming: 'incoming_call',
  outgoing: 'outgoing_call',
  established: 'call_established',
  terminated: 'call_terminated',
  remoteCancelled: 'call_remote_canceled',
  calloutCancelled: 'cancel_callout',
  remoteBusy: 'remote_busy',
  rejected: 'reject_incoming_call',
  missed: 'missed_call',
  hold: 'hold',
  unhold: 'unhold',
  held: 'held',
  unheld: 'unheld',
  mute: 'mute',
  unmute: 'unmute',
  transferFinished: 'transfer_finished',
  idleToBusy: 'idle_to_busy',
  busyToIdle: 'busy_to_idle',
  offHook: 'off_hook',
  onHook: 'on_hook',
}

const MAX_URL = 511

const MODEL: PhoneModel = {
  allowed: '',
  prompt: 'silent',
  eventNames: EVENT_NAMES,
  variables: (call, address) => ({
    mac: '001565aabbcc',
    ip: address,
    model: 'SIP-T31',
    firmware: '124.86.0.40',
    local: `sip:201@${address}`,
    remote: sipUriOf(call),
    display_remote: call?.number ?? '',
    call_id: call?.id ?? '',
  }),
  calledUrl: (url) => (url.length > MAX_URL ? null : url),
  handle(request, { body, settings, human }) {
    const url = new URL(request.path, 'http://phone')
    if (url.pathname !== '/servlet') return NOT_FOUND
    const refusal = refusalOf(request, settings)
    if (refusal) return refusal
    const key = url.searchParams.get('key')
    if (key === null) return url.searchParams.has('phonecfg') ? { status: 200, body: 'accounts=201:1' } : NOT_FOUND
    const asked = human.check(request.fromAddress)
    if (asked) return asked
    carryOut(body, key)
    return OK
  },
  provision: applyFile,
}

/**
 * SIP-T31: `servlet?key=…` with Basic authentication, a list of allowed addresses, the question on the display, and
 * commands that may name a call. It answers 200 to what it took, whatever came of it, and tells its state to nobody.
 */
export function createYealinkPhone(options: SandboxPhoneOptions): SandboxPhone {
  return assemblePhone(MODEL, options)
}

function carryOut(body: PhoneBody, key: string): void {
  const number = /^number=(.+)$/.exec(key)?.[1]
  if (number !== undefined) {
    body.dial(number)
    return
  }
  for (const each of key.split(';')) press(body, each)
}

function press(body: PhoneBody, key: string): void {
  const [name = '', id] = key.split(':')
  const named = id === undefined ? undefined : body.find(id)
  // A command for a call that is gone does nothing; without a name it takes what is shown.
  if (id !== undefined && !named) return
  if (/^[0-9*]$/.test(name) || name === 'POUND') body.type(name === 'POUND' ? '#' : name)
  else if (name === 'OK') body.confirm()
  else if (name === 'ASW') body.answer(named)
  else if (name === 'CANCEL' || name === 'X') body.cancel(named)
  else if (name === 'CALLEND' || name === 'CallEnd') body.hangUp()
  else if (name === 'HOLD' && named) body.setHeld(named, true)
  else if (name === 'UNHOLD' && named) body.setHeld(named, false)
  else if (name === 'F_HOLD' || name === 'HOLD') body.toggleHold()
  else if (name === 'MUTE') body.toggleMute()
  else if (name === 'F_TRANSFER') body.transferKey()
}

/** `name = value` per line after the version line, without which the phone ignores the file. */
function applyFile(settings: PhoneSettings, text: string): void {
  const [first = '', ...lines] = text.split('\n')
  if (!first.startsWith('#!version:')) throw new Error('The first line is to be #!version:…')
  const urls: Record<string, string> = { ...settings.actionUrls }
  for (const line of lines) {
    const [, name = '', value = ''] = /^([\w.]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (name.startsWith('action_url.')) urls[name.slice('action_url.'.length)] = value
    if (name === 'features.action_uri_limit_ip') settings.allowed = value
    if (name === 'features.show_action_uri_option') settings.prompt = value === '0' ? null : 'silent'
  }
  settings.actionUrls = urls
}
