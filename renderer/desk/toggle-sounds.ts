import { appSettings, changeSettings } from '../features/settings/model/app-settings'

/** All sounds of Otklik but the talk: off at once, and back as they were chosen. */
export function toggleSounds(): void {
  const settings = appSettings().getState().value
  if (settings) void changeSettings({ hasSounds: !settings.hasSounds })
}
