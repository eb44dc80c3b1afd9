import { Slider, Switch } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import { useLocks } from '../../../data/policy'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { Section, SettingRow } from '../../../ui/Section'
import { QuietSection } from './QuietSection'

const PERCENT = 100

export function NoticesSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const ids = { messages: useId(), preview: useId(), message: useId(), ring: useId(), ended: useId() }
  if (!settings) return null
  const { notifications, sounds } = settings
  const sound = (change: Partial<typeof sounds>): void => void changeSettings({ sounds: { ...sounds, ...change } })
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
        <SettingRow label={t('notices.soundMessage')} isLocked={isLocked('notices.soundMessage')} htmlFor={ids.message}>
          <Switch
            disabled={isLocked('notices.soundMessage')}
            id={ids.message}
            checked={sounds.message}
            onChange={(event) => {
              sound({ message: event.currentTarget.checked })
            }}
          />
        </SettingRow>
        <SettingRow
          label={t('notices.soundRing')}
          isLocked={isLocked('notices.soundRing')}
          hint={sounds.ring ? undefined : t('notices.soundRingOff')}
          htmlFor={ids.ring}
        >
          <Switch
            disabled={isLocked('notices.soundRing')}
            id={ids.ring}
            checked={sounds.ring}
            onChange={(event) => {
              sound({ ring: event.currentTarget.checked })
            }}
          />
        </SettingRow>
        <SettingRow label={t('notices.soundEnded')} isLocked={isLocked('notices.soundCallEnded')} htmlFor={ids.ended}>
          <Switch
            disabled={isLocked('notices.soundCallEnded')}
            id={ids.ended}
            checked={sounds.callEnded}
            onChange={(event) => {
              sound({ callEnded: event.currentTarget.checked })
            }}
          />
        </SettingRow>
        <SettingRow label={t('notices.volume')} isLocked={isLocked('notices.volumePercent')}>
          <Slider
            disabled={isLocked('notices.volumePercent')}
            key={sounds.volume}
            maw={280}
            thumbLabel={t('notices.volume')}
            defaultValue={Math.round(sounds.volume * PERCENT)}
            label={(value) => `${value} %`}
            onChangeEnd={(value) => {
              sound({ volume: value / PERCENT })
            }}
          />
        </SettingRow>
      </Section>
      <QuietSection />
    </>
  )
}
