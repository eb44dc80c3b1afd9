import type { CallUserRequest, RefuseRequest, RestartRequest, RingRequest, SipControl } from './control/sip-control'

/** The sandbox's control from another process. Throws with the sandbox's own words when it refuses. */
export function createSipControlClient(controlUrl: string): SipControl {
  async function post<T>(method: keyof SipControl, ...args: unknown[]): Promise<T> {
    const response = await fetch(`${controlUrl}/${method}`, { method: 'POST', body: JSON.stringify({ args }) })
    const body = (await response.json()) as { result: T; error?: string }
    if (!response.ok) throw new Error(`SIP sandbox: ${body.error ?? response.statusText}`)
    return body.result
  }
  return {
    callUser: (request: CallUserRequest) => post('callUser', request),
    hangUp: (callId) => post('hangUp', callId),
    ring: (request: RingRequest) => post('ring', request),
    answerRing: (number) => post('answerRing', number),
    endRing: (number) => post('endRing', number),
    setVoiceMail: (user, newCount) => post('setVoiceMail', user, newCount),
    hold: (callId) => post('hold', callId),
    resume: (callId) => post('resume', callId),
    calls: () => post('calls'),
    registrations: () => post('registrations'),
    setPassword: (user, password) => post('setPassword', user, password),
    dropConnections: () => post('dropConnections'),
    refuse: (request: RefuseRequest) => post('refuse', request),
    restart: (request: RestartRequest) => post('restart', request),
    stats: () => post('stats'),
    reset: () => post('reset'),
  }
}
