import { assemblePhone, sipUriOf, type PhoneModel } from '../lib/assemble-phone'
import type { BodyPhase, Happening, PhoneBody } from '../lib/phone-body'
import {
  FORBIDDEN,
  isAllowedAddress,
  NOT_FOUND,
  type ControlAnswer,
  type SandboxPhone,
  type SandboxPhoneOptions,
} from '../lib/sandbox-phone'

const EVENT_NAMES: Readonly<Partial<Record<Happening, string>>> = {
  incoming: 'incoming',
  outgoing: 'outgoing',
  established: 'established',
  terminated: 'terminated',
  missed: 'missed',
  hold: 'hold',
  unhold: 'resume',
  offHook: 'offHook',
  onHook: 'onHook',
}

/** Numbers of settings in a provisioning file and the events that they belong to. */
const P_VALUES: Readonly<Record<string, string>> = {
  P8308: 'offHook',
  P8309: 'onHook',
  P8310: 'incoming',
  P8311: 'outgoing',
}

const STATES: Readonly<Record<BodyPhase, string>> = {
  ringing: 'ringing',
  dialling: 'calling',
  talking: 'connected',
  held: 'onhold',
}

const MODEL: PhoneModel = {
  allowed: 'any',
  prompt: null,
  eventNames: EVENT_NAMES,
  variables: (call, address) => ({
    phone_ip: address,
    mac: '000b82aabbcc',
    product: 'GXP1620',
    remote: sipUriOf(call),
  }),
  calledUrl: (url) => `http://${url}`,
  handle({ path, fromAddress }, { body, settings }) {
    const url = new URL(path, 'http://phone')
    const command = /^\/cgi-bin\/api-(\w+)$/.exec(url.pathname)?.[1]
    if (command === undefined) return NOT_FOUND
    if (!isAllowedAddress(settings.allowed, fromAddress)) return FORBIDDEN
    const password = url.searchParams.get(command === 'make_call' ? 'password' : 'passcode')
    if (password !== settings.password) return reply('error', 'unauthorized')
    return carryOut(body, command, url.searchParams)
  },
  provision(settings, text) {
    const urls: Record<string, string> = { ...settings.actionUrls }
    for (const [, name = '', value = ''] of text.matchAll(/<(P\d+)>([^<]*)<\/P\d+>/g)) {
      const event = P_VALUES[name]
      if (event !== undefined) urls[event] = value.replaceAll('&amp;', '&')
    }
    settings.actionUrls = urls
  },
}

/**
 * GXP1620: `cgi-bin/api-…` with the password in the query. Always answers 200 with JSON that says how it went; its
 * lines can be read; its events carry no number of a call.
 */
export function createGrandstreamPhone(options: SandboxPhoneOptions): SandboxPhone {
  return assemblePhone(MODEL, options)
}

function carryOut(body: PhoneBody, command: string, query: URLSearchParams): ControlAnswer {
  switch (command) {
    case 'get_line_status':
      return reply('success', linesOf(body))
    case 'get_phone_status':
      return reply('success', body.calls.length > 0 ? 'busy' : 'available')
    case 'make_call':
      return done(body.dial(query.get('phonenumber') ?? ''))
    case 'phone_operation':
      return done(operate(body, query.get('cmd') ?? ''))
    case 'send_key':
      for (const key of (query.get('keys') ?? '').split(':')) press(body, key)
      return reply('success', true)
    default:
      return NOT_FOUND
  }
}

function linesOf(body: PhoneBody) {
  return [1, 2].map((line) => {
    const call = body.calls.find((each) => each.line === line)
    return {
      line,
      state: call ? STATES[call.phase] : 'idle',
      acct: 0,
      remotename: '',
      remotenumber: call?.number ?? '',
      active: call !== undefined && call === body.shown ? 1 : 0,
    }
  })
}

function operate(body: PhoneBody, command: string): boolean {
  if (command === 'acceptcall') return body.answer()
  if (command === 'rejectcall' || command === 'cancel') return body.reject()
  if (command === 'endcall') return body.hangUp()
  return command === 'holdcall' && body.toggleHold()
}

function press(body: PhoneBody, key: string): void {
  if (/^[0-9]$/.test(key)) body.type(key)
  else if (key === 'STAR') body.type('*')
  else if (key === 'POUND') body.type('#')
  else if (key === 'MUTE') body.toggleMute()
  else if (key === 'TRANS') body.beginTransfer()
  else if (key === 'SEND' || key === 'OK') body.confirm()
}

function done(isDone: boolean): ControlAnswer {
  return isDone ? reply('success', true) : reply('error', 'failed')
}

function reply(response: 'success' | 'error', body: unknown): ControlAnswer {
  return { status: 200, contentType: 'application/json', body: JSON.stringify({ response, body }) }
}
