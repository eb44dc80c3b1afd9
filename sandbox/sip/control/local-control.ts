import { sleep, type Clock } from '#shared/lib/clock'
import type { SipServer } from '../sip-server'
import type { Transports } from '../transport/transports'
import type { SipControl } from './sip-control'

/** The control inside the sandbox's own process. */
export function createLocalControl(
  server: SipServer,
  transports: Transports,
  passwords: Map<string, string>,
  clock: Clock,
): SipControl {
  return {
    callUser: (request) => server.calls.callUser(request),
    async hangUp(callId) {
      server.calls.byCallId(callId).hangUp()
    },
    async ring({ number, from, displayName }) {
      return server.outside.ring(number, from, displayName ?? null)
    },
    async answerRing(number) {
      server.outside.answer(number)
    },
    async endRing(number) {
      server.outside.end(number)
    },
    async setVoiceMail(user, newCount) {
      server.notifier.setVoiceMail(user, newCount)
    },
    hold: (callId) => server.calls.byCallId(callId).call.reinvite(true),
    resume: (callId) => server.calls.byCallId(callId).call.reinvite(false),
    async calls() {
      return server.calls.all().map(({ call }) => call.snapshot())
    },
    async registrations() {
      return server.bindings.all().map(({ user, contactUri, flow, expiresAtMs }) => ({
        user,
        contactUri,
        protocol: flow.protocol,
        expiresInS: Math.round((expiresAtMs - clock.now()) / 1000),
      }))
    },
    async setPassword(user, password) {
      passwords.set(user, password)
    },
    async dropConnections() {
      transports.dropConnections()
    },
    async refuse(request) {
      server.refusals.order(request)
    },
    async restart({ downMs, forgetCalls }) {
      await transports.close()
      server.forgetRegistrations()
      if (forgetCalls) server.forgetCalls()
      await sleep(clock, downMs)
      await transports.open()
    },
    async stats() {
      return {
        ...server.counters,
        registrations: server.bindings.all().length,
        connections: transports.connectionCount,
      }
    },
    async reset() {
      for (const placed of server.calls.all()) if (placed.call.state !== 'ended') placed.hangUp()
      server.calls.forgetAll()
      server.outside.clear()
      server.refusals.clear()
      Object.assign(server.counters, { registers: 0, invites: 0, byes: 0, messages: 0, malformed: 0 })
    },
  }
}
