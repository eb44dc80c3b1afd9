import type { Clock } from '#shared/lib/clock'

import type { SipControl } from '../sip'
import type { Customers } from './index'
import { Errands } from './errands'

export interface OfficeOptions {
  readonly clock: Clock
  readonly onError?: (error: unknown) => void
}

const BEGINS_AFTER_MS = 10_000
const RINGS_MS = 20_000
const TALKS_MS = 35_000
const PAUSE_MS = 25_000
/** One never hears the telephone, the other takes every call. */
const DEAF = '1003'
const QUICK = '1007'
const CALLERS = [
  { from: '+79172041833', displayName: 'Ирина Соколова' },
  { from: '+79035550117', displayName: 'Тимур Алиев' },
  { from: '+74950000440', displayName: 'Школа № 12' },
] as const

/** Colleagues of the demo at their telephones: one talks now and then, at the other's desk it rings in vain. */
export function startOffice(
  control: Pick<SipControl, 'ring' | 'answerRing' | 'endRing'>,
  { clock, onError }: OfficeOptions,
): Customers {
  const errands = new Errands(clock, onError)
  let count = 0
  const nextCaller = () => CALLERS[(count += 1) % CALLERS.length] ?? CALLERS[0]

  const ring = (): void => {
    errands.after(PAUSE_MS, async () => {
      await control.ring({ number: DEAF, ...nextCaller() })
      errands.after(RINGS_MS, async () => {
        await control.endRing(DEAF)
        ring()
      })
    })
  }
  const talk = (): void => {
    errands.after(BEGINS_AFTER_MS, async () => {
      await control.ring({ number: QUICK, ...nextCaller() })
      await control.answerRing(QUICK)
      errands.after(TALKS_MS, async () => {
        await control.endRing(QUICK)
        talk()
      })
    })
  }
  ring()
  talk()
  return {
    stop: () => {
      errands.dispose()
    },
  }
}
