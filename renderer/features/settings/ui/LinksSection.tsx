import { Switch } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

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
  const states = useKeyStates()
  const ids = { atOnce: useId(), answer: useId(), hangUp: useId(), dial: useId() }
  if (!settings) return null
  const platform = platformOf(navigator.userAgent)
  return (
    <>
      <Section title={t('links.title')} intro={t('links.intro')}>
        <LinkOpeners platform={platform} />
        <SettingRow label={t('links.atOnce')} hint={t('links.atOnceHint')} htmlFor={ids.atOnce}>
          <Switch
            id={ids.atOnce}
            checked={settings.dialAtOnce}
            onChange={(event) => void changeSettings({ dialAtOnce: event.currentTarget.checked })}
          />
        </SettingRow>
      </Section>
      <Section title={t('links.keys')} intro={t(`links.keysIntro.${platform}`)} level={2}>
        <SettingRow label={t('links.answer')} hint={t('links.answerHint')} htmlFor={ids.answer}>
          <HotkeyField
            id={ids.answer}
            value={settings.answerHotkey}
            state={states?.answer ?? null}
            onChange={(answerHotkey) => void changeSettings({ answerHotkey })}
          />
        </SettingRow>
        <SettingRow label={t('links.hangUp')} hint={t('links.hangUpHint')} htmlFor={ids.hangUp}>
          <HotkeyField
            id={ids.hangUp}
            value={settings.hangUpHotkey}
            state={states?.hangUp ?? null}
            onChange={(hangUpHotkey) => void changeSettings({ hangUpHotkey })}
          />
        </SettingRow>
        <SettingRow label={t('links.dial')} hint={t(`links.dialHint.${platform}`)} htmlFor={ids.dial}>
          <HotkeyField
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
