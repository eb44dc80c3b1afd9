import { Switch, Textarea } from '@mantine/core'
import { useId } from 'react'

import type { Administration } from '#shared/contract/administration'
import { textLength } from '#shared/domain/capabilities'
import type { Channel } from '#shared/domain/channel'
import { MAX_CLOSING_TEXT, type ChannelSettings } from '#shared/domain/channel-settings'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'
import { AutoAnswersRow } from './AutoAnswersRow'
import classes from './ChannelSettings.module.css'
import { ReceiverField } from './ReceiverField'

export interface SettingsTabProps {
  readonly channel: Channel
  readonly settings: ChannelSettings
  readonly administration: Administration
  readonly onChange: (patch: Partial<ChannelSettings>) => void
  /** Saves the page with this. */
  readonly onSave: (patch: Partial<ChannelSettings>) => Promise<boolean>
  /** The sentence of a mistake with this code, if it was made. */
  readonly problem: (...codes: readonly string[]) => string | null
}

/** «Рабочее время» of sources/003. */
export function WorkingTab({ channel, settings, administration, onChange, onSave, problem }: SettingsTabProps) {
  const { t } = useTranslation('channels')
  const ids = { only: useId(), closing: useId(), text: useId() }
  const { closing } = settings
  const length = textLength(closing.text)
  return (
    <>
      <ReceiverField
        receiver={settings.receiver}
        administration={administration}
        error={problem('unknownReceiver', 'unknownBot', 'botWithoutFallback', 'emptyTeam')}
        onChange={(receiver) => {
          onChange({ receiver })
        }}
      />
      <SettingRow label={t('settings.distribution')} hint={t('settings.distributionHint')}>
        <span className={classes.fact}>
          {t(administration.distribution.isAutomatic ? 'settings.isAutomatic' : 'settings.isManual')}
        </span>
      </SettingRow>
      {channel.capabilities.wordlessResponses === true && (
        <SettingRow label={t('settings.onlyWithMessages')} hint={t('settings.onlyWithMessagesHint')} htmlFor={ids.only}>
          <Switch
            id={ids.only}
            checked={settings.isOnlyWithMessages}
            onChange={(event) => {
              onChange({ isOnlyWithMessages: event.currentTarget.checked })
            }}
          />
        </SettingRow>
      )}
      <AutoAnswersRow
        label={t('settings.autoAnswers')}
        hint={t('settings.autoAnswersHint')}
        answers={settings.autoAnswers}
        maxTextLength={channel.capabilities.maxTextLength}
        onChange={(autoAnswers) => {
          onChange({ autoAnswers })
        }}
        onSave={(autoAnswers) => onSave({ autoAnswers })}
      />
      <SettingRow label={t('settings.closing')} hint={t('settings.closingHint')} htmlFor={ids.closing}>
        <Switch
          id={ids.closing}
          checked={closing.isShown}
          onChange={(event) => {
            onChange({ closing: { ...closing, isShown: event.currentTarget.checked } })
          }}
        />
        <Textarea
          id={ids.text}
          mt={12}
          rows={2}
          aria-label={t('settings.closingText')}
          placeholder={t('settings.closingText')}
          disabled={!closing.isShown}
          value={closing.text}
          error={problem('closingBlank', 'closingTooLong')}
          onChange={(event) => {
            onChange({ closing: { ...closing, text: event.currentTarget.value } })
          }}
        />
        <p className={classes.counter} data-over={length > MAX_CLOSING_TEXT || undefined}>
          {t('settings.counter', { length, max: MAX_CLOSING_TEXT })}
        </p>
      </SettingRow>
    </>
  )
}
