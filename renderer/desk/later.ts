import { lazy } from 'react'

import type { CallId } from '#shared/domain/ids'

/** Opens the box in which one writes about a call. */
export async function openCallRemark(id: CallId): Promise<void> {
  const { getCallsStore } = await import('../features/calls/model/calls')
  getCallsStore().openRemark(id)
}

/** Everything that the first screen does without. Loaded once the list stands, or when it is opened. */
export const CallBar = lazy(async () => ({ default: (await import('../features/calls/ui/CallBar')).CallBar }))
export const CallLoad = lazy(async () => ({ default: (await import('../features/calls/ui/CallLoad')).CallLoad }))
export const RemarkStrip = lazy(async () => ({
  default: (await import('../features/calls/ui/RemarkStrip')).RemarkStrip,
}))
export const RemarksOfEnded = lazy(async () => ({
  default: (await import('../features/calls/ui/RemarksOfEnded')).RemarksOfEnded,
}))
export const PbxCallBar = lazy(async () => ({ default: (await import('../features/calls/ui/PbxCallBar')).PbxCallBar }))
export const CallsPage = lazy(async () => ({ default: (await import('../features/calls/ui/CallsPage')).CallsPage }))
export const DialButton = lazy(async () => ({ default: (await import('../features/calls/ui/DialButton')).DialButton }))
export const DialItems = lazy(async () => ({ default: (await import('../features/calls/ui/DialItems')).DialItems }))
export const RegistrationIndicator = lazy(async () => ({
  default: (await import('../features/calls/ui/RegistrationIndicator')).RegistrationIndicator,
}))
export const Palette = lazy(async () => ({ default: (await import('../features/palette')).Palette }))
export const CheatSheet = lazy(async () => ({ default: (await import('./cheat-sheet/CheatSheet')).CheatSheet }))
export const Guide = lazy(async () => ({ default: (await import('../features/guide/ui/Guide')).Guide }))
export const UpdateBar = lazy(async () => ({ default: (await import('./UpdateBar')).UpdateBar }))
export const WrapUpBar = lazy(async () => ({ default: (await import('./WrapUpBar')).WrapUpBar }))
export const DeskPhoneBar = lazy(async () => ({
  default: (await import('../features/calls/ui/DeskPhoneBar')).DeskPhoneBar,
}))
export const StatusMenu = lazy(async () => ({ default: (await import('./StatusMenu')).StatusMenu }))
export const SupervisorPage = lazy(async () => ({
  default: (await import('../features/supervisor/ui/SupervisorPage')).SupervisorPage,
}))
export const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/ui/SettingsPage')).SettingsPage,
}))
export const NetworkDialog = lazy(async () => ({
  default: (await import('../features/settings/ui/NetworkDialog')).NetworkDialog,
}))
export const SetupDialog = lazy(async () => ({
  default: (await import('../features/settings/ui/SetupDialog')).SetupDialog,
}))
