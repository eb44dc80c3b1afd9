import { describe, expect, it } from 'vitest'

import { hearMicrophone, UNHEARD, type MicrophoneEar, type VoiceLevels } from './microphone-silence'

const SPEECH = 0.05
const second = (own: number | null, other: number | null = 0): VoiceLevels => ({ own, other, forMs: 1_000 })

/** The ear after these seconds, each of which could be spoken in. */
function after(seconds: readonly VoiceLevels[], from: MicrophoneEar = UNHEARD): MicrophoneEar {
  return seconds.reduce((ear, levels) => hearMicrophone(ear, levels, true), from)
}

describe('a microphone that delivers silence', () => {
  it('[K15] is told after three whole seconds, within five of speaking time', () => {
    expect(after([second(0), second(0)]).isSilent).toBe(false)
    expect(after([second(0), second(0), second(0)]).isSilent).toBe(true)
  })

  it('[K15] is silence also where the converter’s last bits move', () => {
    expect(after([second(6e-5), second(3e-5), second(6e-5)]).isSilent).toBe(true)
  })

  it('[K15] is told while the other side talks, where it was never heard', () => {
    expect(after([second(0, SPEECH), second(0, SPEECH), second(0, SPEECH)]).isSilent).toBe(true)
  })

  it('[K15] goes by itself with the first sound', () => {
    const silent = after([second(0), second(0), second(0)])
    expect(after([second(0.001)], silent)).toEqual({ hasBeenHeard: true, silentMs: 0, isSilent: false })
  })

  it('[K15] is nobody’s business while muted or on hold, and begins anew after', () => {
    const silent = after([second(0), second(0), second(0)])
    const muted = hearMicrophone(silent, second(0), false)
    expect(muted).toEqual({ hasBeenHeard: false, silentMs: 0, isSilent: false })
    expect(after([second(0), second(0)], muted).isSilent).toBe(false)
  })

  it('[K15] does not blame whoever listens for being quiet', () => {
    const heard = after([second(SPEECH)])
    const listening = Array.from({ length: 60 }, () => second(0, SPEECH))
    expect(after(listening, heard).isSilent).toBe(false)
  })

  it('[K15] finds a headset that was switched off in the middle, once both are silent', () => {
    const heard = after([second(SPEECH), second(0, SPEECH)])
    expect(after([second(0), second(0, SPEECH), second(0), second(0)], heard).isSilent).toBe(true)
  })

  it('[K15] hears the noise of an empty room as sound', () => {
    expect(after(Array.from({ length: 30 }, () => second(3e-4))).isSilent).toBe(false)
  })

  it('[K15] says nothing where the level is not known', () => {
    expect(after([second(null), second(null), second(null), second(null)]).isSilent).toBe(false)
  })
})
