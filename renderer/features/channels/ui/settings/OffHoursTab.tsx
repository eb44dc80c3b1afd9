import { Select, Switch } from '@mantine/core'
import { useId, useState } from 'react'

import type { OffHours } from '#shared/domain/channel-settings'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'
import { AutoAnswersRow } from './AutoAnswersRow'
import classes from './ChannelSettings.module.css'
import type { SettingsTabProps } from './WorkingTab'

/** «Нерабочее время» of sources/003: a bot or auto-answers, never both (spec A12–A15). */
export function OffHoursTab({ channel, settings, administration, onChange, onSave, problem }: SettingsTabProps) {
  const { t } = useTranslation('channels')
  const ids = { bot: useId(), which: useId(), answers: useId() }
  const { offHours } = settings
  // What was set stays at hand while the other switch is tried.
  const [kept, setKept] = useState(offHours)
  const { bots } = administration
  const set = (next: OffHours): void => {
    if (offHours.kind !== 'nothing') setKept(offHours)
    onChange({ offHours: next })
  }
  const switchBot = (isOn: boolean): void => {
    const botId = kept.kind === 'bot' ? kept.botId : bots[0]?.id
    set(isOn && botId ? { kind: 'bot', botId } : { kind: 'nothing' })
  }
  const switchAnswers = (isOn: boolean): void => {
    set(isOn ? { kind: 'autoAnswers', answers: kept.kind === 'autoAnswers' ? kept.answers : [] } : { kind: 'nothing' })
  }
  return (
    <>
      <p className={classes.notice}>{t('settings.offHoursRules')}</p>
      {bots.length > 0 && (
        <SettingRow
          label={t('settings.offHoursBot')}
          hint={t(offHours.kind === 'autoAnswers' ? 'settings.notBothBot' : 'settings.offHoursBotHint')}
          htmlFor={ids.bot}
        >
          <Switch
            id={ids.bot}
            checked={offHours.kind === 'bot'}
            disabled={offHours.kind === 'autoAnswers'}
            onChange={(event) => {
              switchBot(event.currentTarget.checked)
            }}
          />
          {offHours.kind === 'bot' && (
            <Select
              id={ids.which}
              mt={12}
              aria-label={t('settings.whichBot')}
              allowDeselect={false}
              data={bots.map(({ id, name }) => ({ value: id, label: name }))}
              value={offHours.botId}
              error={problem('unknownBot')}
              onChange={(value) => {
                const bot = bots.find(({ id }) => id === value)
                if (bot) onChange({ offHours: { kind: 'bot', botId: bot.id } })
              }}
            />
          )}
        </SettingRow>
      )}
      <SettingRow
        label={t('settings.offHoursAnswers')}
        hint={t(offHours.kind === 'bot' ? 'settings.notBothAnswers' : 'settings.offHoursAnswersHint')}
        htmlFor={ids.answers}
      >
        <Switch
          id={ids.answers}
          checked={offHours.kind === 'autoAnswers'}
          disabled={offHours.kind === 'bot'}
          onChange={(event) => {
            switchAnswers(event.currentTarget.checked)
          }}
        />
      </SettingRow>
      {offHours.kind === 'autoAnswers' && (
        <AutoAnswersRow
          label={t('settings.offHoursTexts')}
          hint={t('settings.autoAnswersHint')}
          answers={offHours.answers}
          maxTextLength={channel.capabilities.maxTextLength}
          onChange={(answers) => {
            onChange({ offHours: { kind: 'autoAnswers', answers } })
          }}
          onSave={(answers) => onSave({ offHours: { kind: 'autoAnswers', answers } })}
        />
      )}
    </>
  )
}
