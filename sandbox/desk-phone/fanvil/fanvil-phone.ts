import { assemblePhone, sipUriOf, type PhoneModel } from '../lib/assemble-phone'
import type { Happening, PhoneBody } from '../lib/phone-body'
import { NOT_FOUND, OK, refusalOf, type SandboxPhone, type SandboxPhoneOptions } from '../lib/sandbox-phone'

/** What the phone’s page has a field for. Of the microphone and of the far side’s hold it tells nothing. */
const EVENT_NAMES: Readonly<Partial<Record<Happening, string>>> = {
  incoming: 'incoming',
  outgoing: 'outgoing',
  established: 'established',
  terminated: 'terminated',
  remoteCancelled: 'terminated',
  calloutCancelled: 'terminated',
  remoteBusy: 'terminated',
  rejected: 'terminated',
  transferFinished: 'terminated',
  missed: 'missed',
  hold: 'hold',
  unhold: 'resume',
}

const MODEL: PhoneModel = {
  allowed: 'any',
  prompt: null,
  eventNames: EVENT_NAMES,
  variables: (call, address) => ({
    mac: '0c383eaabbcc',
    ip: address,
    model: 'X3S',
    remote: sipUriOf(call),
    call_id: call?.id ?? '',
  }),
  calledUrl: (url) => url,
  handle(request, { body, settings, human }) {
    const url = new URL(request.path, 'http://phone')
    if (url.pathname !== '/cgi-bin/ConfigManApp.com') return NOT_FOUND
    const refusal = refusalOf(request, settings) ?? human.check(request.fromAddress)
    if (refusal) return refusal
    for (const key of (url.searchParams.get('key') ?? '').split(';')) press(body, key)
    return OK
  },
  provision() {
    throw new Error('No names of settings are known for this model: its URLs are typed in.')
  },
}

/**
 * X3S: `cgi-bin/ConfigManApp.com?key=…` with Basic authentication; presses of keys only, which act on what is shown.
 * Old firmware knows `MUTE` and not `F_MUTE`.
 */
export function createFanvilPhone(options: SandboxPhoneOptions): SandboxPhone {
  return assemblePhone(MODEL, options)
}

function press(body: PhoneBody, key: string): void {
  // A whole number may stand where a key does.
  if (/^[0-9*]+$/.test(key)) for (const digit of key) body.type(digit)
  else if (key === 'POUND') body.type('#')
  else if (key === 'OK' || key === 'ENTER') body.confirm()
  else if (key === 'F_ACCEPT') body.answer()
  else if (key === 'X') body.cancel()
  else if (key === 'RELEASE') body.hangUp()
  else if (key === 'F_HOLD') body.toggleHold()
  else if (key === 'F_MUTE' || key === 'MUTE') body.toggleMute()
  else if (key === 'F_TRANSFER') body.beginTransfer()
}
