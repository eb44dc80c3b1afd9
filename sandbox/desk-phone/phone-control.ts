import type { BodyCall } from './lib/phone-body'
import type { PhoneSettings, SandboxPhone } from './lib/sandbox-phone'

export interface PhoneTruth {
  readonly calls: readonly BodyCall[]
  readonly isMuted: boolean
  readonly tones: string
  readonly transferred: readonly { readonly number: string; readonly to: string }[]
}

/** Who is at the phone and at its far end: as an object in the same process, or over HTTP by its `controlUrl`. */
export interface PhoneControl {
  /** Somebody calls; `null`: busy. */
  ring(number: string): Promise<string | null>
  farAnswers(id: string): Promise<null>
  farIsBusy(id: string): Promise<null>
  farHangsUp(id: string): Promise<null>
  farHolds(id: string, isHeld: boolean): Promise<null>
  /** A human at the phone. */
  humanDoes(what: 'answer' | 'reject' | 'hangUp' | 'hold' | 'mute' | 'allow'): Promise<boolean>
  humanDials(number: string): Promise<boolean>
  /** The settings of its page, or its provisioning file. */
  change(settings: Partial<PhoneSettings>): Promise<null>
  provision(text: string): Promise<null>
  truth(): Promise<PhoneTruth>
}

export function createPhoneControl(phone: SandboxPhone): PhoneControl {
  const { body, settings } = phone
  return {
    ring: async (number) => body.ring(number),
    farAnswers: async (id) => nothing(body.farAnswers(id)),
    farIsBusy: async (id) => nothing(body.farIsBusy(id)),
    farHangsUp: async (id) => nothing(body.farHangsUp(id)),
    farHolds: async (id, isHeld) => nothing(body.farHolds(id, isHeld)),
    async humanDoes(what) {
      if (what === 'answer') return body.answer()
      if (what === 'reject') return body.reject()
      if (what === 'hangUp') return body.hangUp()
      if (what === 'hold') return body.toggleHold()
      if (what === 'mute') return body.toggleMute()
      phone.allow()
      return true
    },
    humanDials: async (number) => body.dial(number),
    change: async (changed) => nothing(Object.assign(settings, changed)),
    provision: async (text) => nothing(phone.provision(text)),
    truth: async () => ({
      calls: body.calls.map((call) => ({ ...call })),
      isMuted: body.isMuted,
      tones: body.tones.join(''),
      transferred: [...body.transferred],
    }),
  }
}

function nothing(_done: unknown): null {
  return null
}
