import type { SipLine } from '../../shared/contract/ipc/sip'
import type { CallEndReason, CallNotice, CallPhase, CallSnapshot } from '../../shared/domain/call'
import type { CallId, ChatId, SipAccountId } from '../../shared/domain/ids'
import type { Registration } from '../../shared/domain/sip-account'

const uuid = (tail: number): string => `01890000-0000-7000-8000-${String(tail).padStart(12, '0')}`

/** Calls and lines to look at: `?calls=active,incoming&lines=registered,waiting`. */
export function snapshot(tail: number, phase: CallPhase, change: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: uuid(tail) as CallId,
    route: 'phone',
    presentation: null,
    accountId: uuid(900) as SipAccountId,
    direction: phase.kind === 'incoming' || phase.kind === 'answering' ? 'incoming' : 'outgoing',
    number: '+79172041833',
    name: 'Петрова Анна Сергеевна',
    chatId: uuid(700) as ChatId,
    subject: 'Оператор колл-центра',
    lastLine: 'Перезвоните, пожалуйста, после трёх: буду свободна до шести и смогу подъехать',
    phase,
    startedAtMs: Date.now() - 134_000,
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

const GOOD = { verdict: 'good', mos: 4.3, loss: 0.001, jitterMs: 4, roundTripMs: 38, isReceiving: true } as const

export function callOf(word: string, index: number): CallSnapshot {
  const [kind = '', detail = ''] = word.split(':')
  const answeredAtMs = Date.now() - 134_000
  switch (kind) {
    case 'active':
      return snapshot(
        index,
        { kind: 'active', answeredAtMs },
        { quality: GOOD, notice: (detail || null) as CallNotice | null },
      )
    case 'muted':
      return snapshot(index, { kind: 'active', answeredAtMs }, { quality: { ...GOOD, verdict: 'poor' }, isMuted: true })
    case 'held':
      return snapshot(index, { kind: 'active', answeredAtMs }, { isHeld: true, name: 'Игорь Галиев' })
    case 'transferring':
      return snapshot(
        index,
        { kind: 'active', answeredAtMs },
        { isHeld: true, transfer: { kind: 'running', number: '+74950000102', isRinging: detail === 'ringing' } },
      )
    case 'notTransferred':
      return snapshot(
        index,
        { kind: 'active', answeredAtMs },
        { quality: GOOD, transfer: { kind: 'failed', number: '+74950000102', reason: (detail || 'busy') as 'busy' } },
      )
    case 'joined':
      return snapshot(
        index,
        { kind: 'active', answeredAtMs },
        { quality: GOOD, isJoined: true, ...(index === 0 ? {} : { name: 'Игорь Галиев' }) },
      )
    case 'ringing':
      return snapshot(index, { kind: 'ringing', hasEarlyMedia: false }, { name: null, number: 'echo' })
    case 'incoming':
      return snapshot(
        index,
        { kind: 'incoming' },
        {
          startedAtMs: Date.now() - 4_000 - index * 1000,
          ...(index === 0 ? {} : { name: null, number: '+78435550172', chatId: null, subject: null, lastLine: null }),
        },
      )
    case 'ended':
      return snapshot(index, {
        kind: 'ended',
        outcome: 'failed',
        reason: (detail || 'busy') as CallEndReason,
        durationMs: 0,
      })
    default:
      return snapshot(index, { kind: kind as 'calling' })
  }
}

export function lineOf(word: string, index: number): SipLine {
  const [kind, reason = 'timedOut'] = word.split(':')
  const failure = { reason: reason as 'timedOut', detail: null }
  const registration: Registration =
    kind === 'registered'
      ? { kind, expiresAtMs: Date.now() + 300_000 }
      : kind === 'waiting'
        ? { kind, ...failure, retryAtMs: Date.now() + 24_000 }
        : kind === 'stopped'
          ? { kind, ...failure }
          : { kind: kind as 'connecting' }
  return {
    registration,
    voiceMail: null,
    account: {
      id: uuid(900 + index) as SipAccountId,
      label: index === 0 ? 'Отдел подбора' : 'MANGO OFFICE',
      transport: index === 0 ? 'wss' : 'tcp',
      media: index === 0 ? 'webrtc' : 'rtp',
      host: 'sip.example.ru',
      port: index === 0 ? 443 : 5060,
      outboundProxy: null,
      pickupCode: null,
      webSocketPath: '/ws',
      domain: 'sip.example.ru',
      user: `10${index + 1}`,
      authUser: null,
      displayName: null,
      isEnabled: true,
      pinnedFingerprint: null,
      authorityPem: null,
      hasPassword: true,
    },
  }
}
