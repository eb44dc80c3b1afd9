import { quietForAnHour } from '#shared/domain/quiet'

import { appSettings, changeSettings } from '../features/settings/model/app-settings'

/** The key of «Не беспокоить»: an hour of quiet, or the end of it. */
export function toggleQuiet(nowMs: number): void {
  const quiet = appSettings().getState().value?.quiet
  if (!quiet) return
  const isByHand = quiet.untilMs !== null && quiet.untilMs > nowMs
  void changeSettings({ quiet: { ...quiet, untilMs: isByHand ? null : quietForAnHour(nowMs) } })
}
