import type { TFunction } from 'i18next'

import type { CallPresentation, CallQuality, CallRoute, CallSnapshot } from '#shared/domain/call'
import { mainTrouble } from '#shared/domain/call-quality'

import { formatPhone } from '../../../ui/phone'

/** Who is at the other end, in the best words there are. */
export function callerName(call: Pick<CallSnapshot, 'name' | 'number' | 'route'>, t: TFunction<'calls'>): string {
  return call.name || placeText(call, t)
}

/** Where the call goes to or came from: the number, or the page. */
export function placeText(
  call: { readonly number: string; readonly route?: CallRoute | undefined },
  t: TFunction<'calls'>,
): string {
  return call.route === 'page' ? t('onPage') : formatPhone(call.number)
}

/** What the client will see of a call, or sees (spec K5); `null`: nothing that would have to be said. */
export function shownText(
  route: CallRoute,
  presentation: CallPresentation | null,
  t: TFunction<'calls'>,
  when: 'shown' | 'seen' = 'shown',
): string | null {
  const { number = null, note = null } = presentation ?? {}
  if (route === 'page') return note === null ? t(`${when}.page`) : t(`${when}.pageNote`, { note })
  if (number === null) return note === null ? null : t(`${when}.note`, { note })
  const formatted = formatPhone(number)
  return note === null ? t(`${when}.number`, { number: formatted }) : t(`${when}.both`, { number: formatted, note })
}

export function noticeText(call: Pick<CallSnapshot, 'notice' | 'route'>, t: TFunction<'calls'>): string | null {
  const { notice, route } = call
  if (notice === null) return null
  return route === 'page' && notice === 'signallingLost' ? t('notice.hubLost') : t(`notice.${notice}`)
}

/** Why the other side is still here after a transfer; `null`: nothing to tell. */
export function transferFailureText(
  { transfer }: Pick<CallSnapshot, 'transfer'>,
  t: TFunction<'calls'>,
): string | null {
  if (transfer?.kind !== 'failed') return null
  return t('transfer.failed', { to: formatPhone(transfer.number), why: t(`transfer.why.${transfer.reason}`) })
}

/** What is going on, for the line beside the name. Hold and a pending hold count before «Разговор». */
export function phaseText(call: CallSnapshot, t: TFunction<'calls'>): string {
  if (call.phase.kind === 'ended') {
    const isMissed = call.direction === 'incoming' && call.phase.reason === 'cancelled'
    return isMissed ? t('phase.missed') : t(`end.${call.phase.reason}.title`)
  }
  if (call.phase.kind !== 'active') return t(`phase.${call.phase.kind}`)
  if (call.transfer?.kind === 'running') {
    const to = formatPhone(call.transfer.number)
    return call.transfer.isRinging ? t('transfer.ringing', { to }) : t('transfer.running', { to })
  }
  if (call.isChangingHold) return t('phase.changingHold')
  if (call.isHeld) return t('phase.held')
  if (call.isHeldRemotely) return t('phase.heldRemotely')
  if (call.isJoined) return t('phase.joined')
  return t('phase.active')
}

/** What to do about a call that ended in a way that nobody wished; empty when there is nothing to do. */
export function endAdvice(call: CallSnapshot, t: TFunction<'calls'>): string {
  return call.phase.kind === 'ended' ? t(`end.${call.phase.reason}.advice`) : ''
}

/** What the person hears of the connection, in a sentence. */
export function qualityText(quality: CallQuality, t: TFunction<'calls'>, language: string): string {
  const trouble = mainTrouble(quality)
  if (trouble === null) return t('quality.good')
  return t(`quality.trouble.${trouble}`, {
    loss: lossPercent(quality, language),
    jitter: Math.round(quality.jitterMs),
    delay: Math.round(quality.roundTripMs ?? 0),
  })
}

export function lossPercent({ loss }: Pick<CallQuality, 'loss'>, language: string): string {
  const digits = loss > 0 && loss < 0.01 ? 1 : 0
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    loss * 100,
  )
}
