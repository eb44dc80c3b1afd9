export { appRequests, appSettings, changeSettings, useAppSettings } from './model/app-settings'
export { SettingsPage, type SettingsSection } from './ui/SettingsPage'
