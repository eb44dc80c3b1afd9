import { CALL_SETTINGS } from './call-settings'
import { DESK_PHONE_SETTINGS } from './desk-phone-settings'
import { LINE_SETTINGS } from './line-settings'
import { LOOK_SETTINGS } from './look-settings'
import { NETWORK_SETTINGS } from './network-settings'
import { NOTICE_SETTINGS } from './notice-settings'
import type { ManagedSetting } from './setting'
import { SOUND_SETTINGS } from './sound-settings'
import { TUNE_SETTINGS } from './tune-settings'
import { UPDATE_SETTINGS } from './update-settings'
import { WORKPLACE_SETTINGS } from './workplace-settings'

const ALL = [
  ...WORKPLACE_SETTINGS,
  ...NETWORK_SETTINGS,
  ...CALL_SETTINGS,
  ...LINE_SETTINGS,
  ...SOUND_SETTINGS,
  ...DESK_PHONE_SETTINGS,
  ...NOTICE_SETTINGS,
  ...TUNE_SETTINGS,
  ...LOOK_SETTINGS,
  ...UPDATE_SETTINGS,
] as const

export type ManagedKey = (typeof ALL)[number]['key']
export type ManagedValue<K extends ManagedKey> =
  Extract<(typeof ALL)[number], { readonly key: K }> extends ManagedSetting<infer T> ? T : never

/** Every setting that a company may preset or lock (spec I2); what is not here is nobody's but the person's. */
export const MANAGED_SETTINGS: readonly (ManagedSetting & { readonly key: ManagedKey })[] = ALL

const BY_KEY = new Map<string, (typeof MANAGED_SETTINGS)[number]>(MANAGED_SETTINGS.map((each) => [each.key, each]))

export function managedSetting(key: string): (typeof MANAGED_SETTINGS)[number] | undefined {
  return BY_KEY.get(key)
}
