import { AskedHuman } from '../lib/asked-human'
import { PhoneBody, type BodyCall, type Happening } from '../lib/phone-body'
import {
  basicAuthorization,
  fillIn,
  FORBIDDEN,
  isAllowedAddress,
  NOT_FOUND,
  OK,
  UNAUTHORIZED,
  type PhoneSettings,
  type SandboxPhone,
  type SandboxPhoneOptions,
} from '../lib/sandbox-phone'

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

/**
 * X3S: `cgi-bin/ConfigManApp.com?key=…` with Basic authentication; presses of keys only, which act on what is shown.
 * Old firmware knows `MUTE` and not `F_MUTE`.
 */
export function createFanvilPhone({
  address,
  send,
  settings: given,
  knowsCallIds = true,
}: SandboxPhoneOptions & { readonly knowsCallIds?: boolean }): SandboxPhone {
  const settings: PhoneSettings = {
    user: 'admin',
    password: 'admin',
    allowed: 'any',
    prompt: null,
    actionUrls: {},
    ...given,
  }
  const human = new AskedHuman(settings)
  const tell = (happening: Happening, call: BodyCall | null): void => {
    const url = settings.actionUrls[EVENT_NAMES[happening] ?? '']
    if (url === undefined) return
    send(
      fillIn(url, {
        mac: '0c383eaabbcc',
        ip: address,
        model: 'X3S',
        remote: call ? `sip:${call.number}@pbx.example` : '',
        ...(knowsCallIds ? { call_id: call?.id ?? '' } : {}),
      }),
    )
  }
  const body = new PhoneBody(tell)
  return {
    body,
    settings,
    allow: () => {
      human.allow()
    },
    handle(request) {
      const url = new URL(request.path, 'http://phone')
      if (url.pathname !== '/cgi-bin/ConfigManApp.com') return NOT_FOUND
      if (!isAllowedAddress(settings.allowed, request.fromAddress)) return FORBIDDEN
      if (request.authorization !== basicAuthorization(settings.user, settings.password)) return UNAUTHORIZED
      const asked = human.check(request.fromAddress)
      if (asked) return asked
      for (const key of (url.searchParams.get('key') ?? '').split(';')) press(body, key)
      return OK
    },
    provision() {
      throw new Error('No names of settings are known for this model: its URLs are typed in.')
    },
  }
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
