import { SegmentedControl, Select } from '@mantine/core'
import { useId } from 'react'
import { getI18n } from 'react-i18next'

import type { Settings } from '#shared/contract/ipc/app'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { changeLanguage } from '../../../i18n/i18n'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { Section, SettingRow } from '../../../ui/Section'

const LANGUAGES = ['ru', 'en'] as const satisfies readonly Settings['language'][]
const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]
const UNDO_SECONDS = [0, 5, 10, 20, 30] as const
const WIDGETS = ['never', 'whenHidden', 'always'] as const satisfies readonly Settings['widget'][]
const CONTRASTS = ['system', 'more'] as const satisfies readonly Settings['contrast'][]
const SCALES = [80, 90, 100, 110, 125, 150, 175, 200] as const
const DENSITIES = ['compact', 'normal', 'roomy'] as const satisfies readonly Settings['density'][]

/** What is offered, and what is set besides. */
function undoChoices(present: number): readonly number[] {
  return [...new Set([...UNDO_SECONDS, present])].sort((a, b) => a - b)
}

function scaleChoices(present: number): readonly number[] {
  return [...new Set([...SCALES, present])].sort((a, b) => a - b)
}

export function LookSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const undoKeys = useKeyWords().label('undoSend')
  const scaleId = useId()
  if (!settings) return null
  return (
    <>
      <Section title={t('look.title')}>
        <SettingRow label={t('look.language')} isLocked={isLocked('look.language')}>
          <SegmentedControl
            disabled={isLocked('look.language')}
            aria-label={t('look.language')}
            value={settings.language}
            data={LANGUAGES.map((value) => ({ value, label: t(`look.languages.${value}`) }))}
            onChange={(language) => {
              void changeLanguage(getI18n(), language)
              void changeSettings({ language })
            }}
          />
        </SettingRow>
        <SettingRow label={t('look.theme')} isLocked={isLocked('look.theme')}>
          <SegmentedControl
            disabled={isLocked('look.theme')}
            aria-label={t('look.theme')}
            value={settings.theme}
            data={THEMES.map((value) => ({ value, label: t(`look.themes.${value}`) }))}
            onChange={(theme) => void changeSettings({ theme })}
          />
        </SettingRow>
        <SettingRow label={t('look.density')} isLocked={isLocked('look.density')} hint={t('look.densityHint')}>
          <SegmentedControl
            disabled={isLocked('look.density')}
            aria-label={t('look.density')}
            value={settings.density}
            data={DENSITIES.map((value) => ({ value, label: t(`look.densities.${value}`) }))}
            onChange={(density) => void changeSettings({ density })}
          />
        </SettingRow>
        <SettingRow
          label={t('look.scale')}
          isLocked={isLocked('look.scalePercent')}
          hint={t('look.scaleHint')}
          htmlFor={scaleId}
        >
          <Select
            id={scaleId}
            w={220}
            disabled={isLocked('look.scalePercent')}
            allowDeselect={false}
            value={String(settings.scalePercent)}
            data={scaleChoices(settings.scalePercent).map((percent) => ({
              value: String(percent),
              label: t('look.scalePercent', { percent }),
            }))}
            onChange={(value) => {
              if (value) void changeSettings({ scalePercent: Number(value) })
            }}
          />
        </SettingRow>
        <SettingRow label={t('look.contrast')} isLocked={isLocked('look.contrast')} hint={t('look.contrastHint')}>
          <SegmentedControl
            disabled={isLocked('look.contrast')}
            aria-label={t('look.contrast')}
            value={settings.contrast}
            data={CONTRASTS.map((value) => ({ value, label: t(`look.contrasts.${value}`) }))}
            onChange={(contrast) => void changeSettings({ contrast })}
          />
        </SettingRow>
        <SettingRow label={t('look.widget')} isLocked={isLocked('look.widget')} hint={t('look.widgetHint')}>
          <SegmentedControl
            disabled={isLocked('look.widget')}
            aria-label={t('look.widget')}
            value={settings.widget}
            data={WIDGETS.map((value) => ({ value, label: t(`look.widgets.${value}`) }))}
            onChange={(widget) => void changeSettings({ widget })}
          />
        </SettingRow>
      </Section>
      <Section title={t('writing.title')} level={2}>
        <SettingRow
          label={t('writing.undo')}
          isLocked={isLocked('look.undoSendSeconds')}
          hint={undoKeys === '' ? t('writing.undoHint') : t('writing.undoHintKey', { keys: undoKeys })}
        >
          <SegmentedControl
            disabled={isLocked('look.undoSendSeconds')}
            aria-label={t('writing.undo')}
            value={String(settings.undoSendSeconds)}
            data={undoChoices(settings.undoSendSeconds).map((seconds) => ({
              value: String(seconds),
              label: seconds === 0 ? t('writing.undoOff') : t('writing.undoSeconds', { seconds }),
            }))}
            onChange={(seconds) => void changeSettings({ undoSendSeconds: Number(seconds) })}
          />
        </SettingRow>
      </Section>
    </>
  )
}
