import { Switch } from '@mantine/core'
import { useId } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { Section, SettingRow } from '../../../ui/Section'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { useKeyStates } from '../model/links'
import { platformOf } from '../model/platform'
import { HotkeyField } from './HotkeyField'
import { LinkOpeners } from './LinkOpeners'

/** Calls that begin outside of Otklik: links, a text selected elsewhere, keys over all programs. */
export function LinksSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const states = useKeyStates()
  const ids = { atOnce: useId(), answer: useId(), hangUp: useId(), dial: useId() }
  if (!settings) return null
  const platform = platformOf(navigator.userAgent)
  return (
    <>
      <Section title={t('links.title')} intro={t('links.intro')}>
        <LinkOpeners platform={platform} />
        <SettingRow
          label={t('links.atOnce')}
          isLocked={isLocked('calls.dialAtOnce')}
          hint={t('links.atOnceHint')}
          htmlFor={ids.atOnce}
        >
          <Switch
            disabled={isLocked('calls.dialAtOnce')}
            id={ids.atOnce}
            checked={settings.dialAtOnce}
            onChange={(event) => void changeSettings({ dialAtOnce: event.currentTarget.checked })}
          />
        </SettingRow>
      </Section>
      <Section title={t('links.keys')} intro={t(`links.keysIntro.${platform}`)} level={2}>
        <SettingRow
          label={t('links.answer')}
          isLocked={isLocked('calls.answerHotkey')}
          hint={t('links.answerHint')}
          htmlFor={ids.answer}
        >
          <HotkeyField
            disabled={isLocked('calls.answerHotkey')}
            id={ids.answer}
            value={settings.answerHotkey}
            state={states?.answer ?? null}
            onChange={(answerHotkey) => void changeSettings({ answerHotkey })}
          />
        </SettingRow>
        <SettingRow
          label={t('links.hangUp')}
          isLocked={isLocked('calls.hangUpHotkey')}
          hint={t('links.hangUpHint')}
          htmlFor={ids.hangUp}
        >
          <HotkeyField
            disabled={isLocked('calls.hangUpHotkey')}
            id={ids.hangUp}
            value={settings.hangUpHotkey}
            state={states?.hangUp ?? null}
            onChange={(hangUpHotkey) => void changeSettings({ hangUpHotkey })}
          />
        </SettingRow>
        <SettingRow
          label={t('links.dial')}
          isLocked={isLocked('calls.dialHotkey')}
          hint={t(`links.dialHint.${platform}`)}
          htmlFor={ids.dial}
        >
          <HotkeyField
            disabled={isLocked('calls.dialHotkey')}
            id={ids.dial}
            value={settings.dialHotkey}
            state={states?.dial ?? null}
            onChange={(dialHotkey) => void changeSettings({ dialHotkey })}
          />
        </SettingRow>
      </Section>
    </>
  )
}
