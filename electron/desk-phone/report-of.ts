import type { PhoneEventName } from '#shared/domain/desk-phone/action-urls'
import type { CallMention, PhoneReport } from '#shared/domain/desk-phone/desk-phone-state'

/** What an event that came in says; `null`: only that the phone is to be asked. */
export function reportOf(event: PhoneEventName, call: CallMention): PhoneReport | null {
  if (event === 'look') return null
  return event === 'idle' ? { kind: 'idle' } : { kind: event, call }
}
