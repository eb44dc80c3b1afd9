import { IconChartBar, IconInbox, IconMessageCircle, IconPhone, IconSettings } from '../ui/icons'

export const PLACES = [
  { page: 'chats', Icon: IconMessageCircle, action: 'goToChats' },
  { page: 'cases', Icon: IconInbox, action: 'goToCases' },
  { page: 'calls', Icon: IconPhone, action: 'goToCalls' },
  { page: 'supervisor', Icon: IconChartBar, action: 'goToSupervisor' },
] as const
export const SETTINGS = { page: 'settings', Icon: IconSettings, action: 'goToSettings' } as const
