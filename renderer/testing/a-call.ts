import type { SipLine } from '#shared/contract/ipc/sip'
import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { CallId, SipAccountId } from '#shared/domain/ids'
import type { Registration } from '#shared/domain/sip-account'

export const NOW_MS = Date.UTC(2026, 0, 12, 9, 0, 0)

export function aCall(phase: CallPhase, change: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: '01890000-0000-7000-8000-000000000001' as CallId,
    route: 'phone',
    presentation: null,
    accountId: '01890000-0000-7000-8000-000000000900' as SipAccountId,
    direction: phase.kind === 'incoming' ? 'incoming' : 'outgoing',
    number: '+79172041833',
    name: 'Петрова Анна',
    chatId: null,
    subject: null,
    lastLine: null,
    phase,
    startedAtMs: NOW_MS - 10_000,
    isMuted: false,
    isHeld: false,
    isHeldRemotely: false,
    isChangingHold: false,
    quality: null,
    notice: null,
    transfer: null,
    isJoined: false,
    ...change,
  }
}

export function aLine(registration: Registration, change: Partial<SipLine['account']> = {}): SipLine {
  return {
    registration,
    voiceMail: null,
    account: {
      id: '01890000-0000-7000-8000-000000000900' as SipAccountId,
      label: 'Отдел подбора',
      transport: 'wss',
      media: 'webrtc',
      host: 'sip.example.ru',
      port: 443,
      outboundProxy: null,
      pickupCode: null,
      webSocketPath: '/ws',
      domain: 'sip.example.ru',
      user: '101',
      authUser: null,
      displayName: null,
      isEnabled: true,
      pinnedFingerprint: null,
      authorityPem: null,
      hasPassword: true,
      ...change,
    },
  }
}
