import type { HubPlace } from '../settings/hub-place-store'
import { lockOf, type Preset } from '../hub/entrance'
import { hubOriginOf } from '../hub/team/hub-address'
import type { HubToTest } from './run-self-test'

/** Where this desk works, by its own files and what the company says; its own hub is nobody's to ask from outside. */
export function hubFromFiles(
  { place, url }: Pick<HubPlace, 'place' | 'url'>,
  preset: Preset,
  allowsPlainHttp: boolean,
): HubToTest {
  const lock = lockOf(preset)
  const chosen = lock ?? place ?? (preset.kind === 'ask' ? null : preset.kind)
  if (chosen === 'alone') return { kind: 'own', origin: null, isStarted: false }
  const presetUrl = preset.kind === 'team' ? preset.url : null
  const address = chosen === null ? null : lock === 'team' ? presetUrl : (url ?? presetUrl)
  const origin = address === null ? null : hubOriginOf(address, allowsPlainHttp)
  return origin?.ok ? { kind: 'team', origin: origin.value } : { kind: 'none' }
}
