/** What a person can press. `hold` is the flash key or the vendor's own. */
export type HeadsetKey = 'hook' | 'mute' | 'hold' | 'reject'

/** What the host can show. */
export type HeadsetLight = 'offHook' | 'mute' | 'ring' | 'hold'
export type HeadsetLights = Readonly<Record<HeadsetLight, boolean>>

/** What a press asks of the calls; which call it means is said in `calls-in-ear.ts`. */
export type HeadsetCommand =
  | { readonly kind: 'answer' }
  | { readonly kind: 'reject' }
  | { readonly kind: 'end' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'resume' }
  /** Always the state that is wanted, never «the other one»: said twice, it is the same. */
  | { readonly kind: 'mute'; readonly muted: boolean }

/** All calls together as a headset can show them. */
export interface HeadsetHost {
  readonly isRinging: boolean
  readonly isOffHook: boolean
  readonly isMuted: boolean
  /** Every call that there is waits. */
  readonly isHeld: boolean
}

export const IDLE_HOST: HeadsetHost = { isRinging: false, isOffHook: false, isMuted: false, isHeld: false }
