import type { SipLine } from '#shared/contract/ipc/sip'

/** The one word that the rail shows for all lines together. */
export type LineSummary = 'none' | 'off' | 'connecting' | 'registered' | 'partly' | 'waiting' | 'stopped'
export type LineTone = 'ok' | 'busy' | 'bad' | 'off'

export function summariseLines(lines: readonly SipLine[]): LineSummary {
  if (lines.length === 0) return 'none'
  const kinds = lines.map((line) => line.registration.kind).filter((kind) => kind !== 'off')
  if (kinds.length === 0) return 'off'
  if (kinds.every((kind) => kind === 'registered')) return 'registered'
  if (kinds.includes('registered')) return 'partly'
  if (kinds.includes('stopped')) return 'stopped'
  if (kinds.includes('waiting')) return 'waiting'
  return 'connecting'
}

const SUMMARY_TONES: Record<LineSummary, LineTone> = {
  none: 'off',
  off: 'off',
  connecting: 'busy',
  registered: 'ok',
  partly: 'busy',
  waiting: 'bad',
  stopped: 'bad',
}

export function summaryTone(summary: LineSummary): LineTone {
  return SUMMARY_TONES[summary]
}

const LINE_TONES: Record<SipLine['registration']['kind'], LineTone> = {
  off: 'off',
  connecting: 'busy',
  registering: 'busy',
  registered: 'ok',
  waiting: 'bad',
  stopped: 'bad',
}

export function lineTone(line: SipLine): LineTone {
  return LINE_TONES[line.registration.kind]
}

/** What a person calls the line: its label, else its address. */
export function lineName({ account }: SipLine): string {
  return account.label || `${account.user}@${account.domain}`
}
