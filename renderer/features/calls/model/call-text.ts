import type { TFunction } from 'i18next'

import type { CallSnapshot } from '#shared/domain/call'

import { formatPhone } from '../../../ui/phone'

/** Who is at the other end, in the best words there are. */
export function callerName(call: Pick<CallSnapshot, 'name' | 'number'>): string {
  return call.name || formatPhone(call.number)
}

/** What is going on, for the line beside the name. Hold and a pending hold count before «Разговор». */
export function phaseText(call: CallSnapshot, t: TFunction<'calls'>): string {
  if (call.phase.kind === 'ended') {
    const isMissed = call.direction === 'incoming' && call.phase.reason === 'cancelled'
    return isMissed ? t('phase.missed') : t(`end.${call.phase.reason}.title`)
  }
  if (call.phase.kind !== 'active') return t(`phase.${call.phase.kind}`)
  if (call.isChangingHold) return t('phase.changingHold')
  if (call.isHeld) return t('phase.held')
  if (call.isHeldRemotely) return t('phase.heldRemotely')
  return t('phase.active')
}

/** What to do about a call that ended in a way that nobody wished; empty when there is nothing to do. */
export function endAdvice(call: CallSnapshot, t: TFunction<'calls'>): string {
  return call.phase.kind === 'ended' ? t(`end.${call.phase.reason}.advice`) : ''
}

/** Verdict and figures of a connection: one line for the tooltip and for screen readers. */
export function qualityText(quality: NonNullable<CallSnapshot['quality']>, t: TFunction<'calls'>): string {
  const verdict = quality.isReceiving ? t(`quality.${quality.verdict}`) : t('quality.silent')
  const figures = t('quality.figures', {
    mos: quality.mos.toFixed(1),
    loss: (quality.loss * 100).toFixed(quality.loss > 0 && quality.loss < 0.01 ? 1 : 0),
    jitter: Math.round(quality.jitterMs),
  })
  const roundTrip =
    quality.roundTripMs === null ? '' : ` · ${t('quality.roundTrip', { ms: Math.round(quality.roundTripMs) })}`
  return `${verdict}. ${figures}${roundTrip}`
}
