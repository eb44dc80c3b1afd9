import { quietUntilMs } from '#shared/domain/quiet'

import { useAppSettings } from '../features/settings/model/app-settings'
import { useNow } from '../ui/clock-context'

const LOOK_MS = 15_000

/** Until when this desk keeps quiet, by hand or by its hours; `null`: it does not. */
export function useQuietUntil(): number | null {
  const nowMs = useNow(LOOK_MS)
  const quiet = useAppSettings()?.quiet
  return quiet ? quietUntilMs(quiet, nowMs) : null
}
