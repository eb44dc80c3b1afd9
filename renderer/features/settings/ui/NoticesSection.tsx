import { Switch } from '@mantine/core'
import { useId } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { Section, SettingRow } from '../../../ui/Section'
import { EventSoundsSection } from './EventSoundsSection'
import { QuietSection } from './QuietSection'

export function NoticesSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const ids = { messages: useId(), preview: useId() }
  if (!settings) return null
  const { notifications } = settings
  const notice = (change: Partial<typeof notifications>): void =>
    void changeSettings({ notifications: { ...notifications, ...change } })
  return (
    <>
      <Section title={t('notices.title')}>
        <SettingRow
          label={t('notices.messages')}
          isLocked={isLocked('notices.messages')}
          hint={t('notices.messagesHint')}
          htmlFor={ids.messages}
        >
          <Switch
            disabled={isLocked('notices.messages')}
            id={ids.messages}
            checked={notifications.messages}
            onChange={(event) => {
              notice({ messages: event.currentTarget.checked })
            }}
          />
        </SettingRow>
        <SettingRow
          label={t('notices.preview')}
          isLocked={isLocked('notices.preview')}
          hint={t('notices.previewHint')}
          htmlFor={ids.preview}
        >
          <Switch
            id={ids.preview}
            checked={notifications.preview}
            disabled={!notifications.messages || isLocked('notices.preview')}
            onChange={(event) => {
              notice({ preview: event.currentTarget.checked })
            }}
          />
        </SettingRow>
      </Section>
      <EventSoundsSection />
      <QuietSection />
    </>
  )
}
