import { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import type { Policy } from '#shared/contract/policy/policy'
import type { SettingsRule } from '../settings/ruled-settings'

/** Places of the person's settings that a company may rule. */
export const MANAGED_PATHS: readonly (readonly string[])[] = MANAGED_SETTINGS.flatMap(({ at }) => (at ? [at.path] : []))

export function settingsRules({ rules }: Policy): SettingsRule[] {
  return MANAGED_SETTINGS.flatMap(({ key, at }) => {
    const ruled = rules.get(key)
    if (!at || !ruled) return []
    return [{ key, path: at.path, value: at.toSetting(ruled.value), isLocked: ruled.rule === 'locked' }]
  })
}
