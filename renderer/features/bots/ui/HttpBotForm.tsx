import { NumberInput, TextInput } from '@mantine/core'
import { useId, useState } from 'react'

import { bot as botSchema } from '#shared/contract/administration'
import type { Bot } from '#shared/domain/bot'

import { useTranslation } from '../../../i18n/use-translation'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { SaveBar } from '../../admin'
import classes from './Bots.module.css'

const SECOND_MS = 1000
const NAME_LENGTH = 80

export interface BotFormProps<Kind extends Bot['kind']> {
  readonly bot: Extract<Bot, { readonly kind: Kind }>
  readonly isNew: boolean
  readonly isBusy: boolean
  /** Answers whether it is saved and may be left. */
  readonly onSave: (bot: Bot) => Promise<boolean>
}

/** A program of the company: its address and how long to wait for it. Checked by the schema of the hub. */
export function HttpBotForm({ bot, isNew, isBusy, onSave }: BotFormProps<'http'>) {
  const { t, i18n } = useTranslation('bots')
  const [form, setForm] = useState(bot)
  const [isTried, setTried] = useState(false)
  const ids = { name: useId(), url: useId(), timeout: useId() }
  const isChanged = isNew || JSON.stringify(form) !== JSON.stringify(bot)
  const checked = botSchema.safeParse({ ...form, url: form.url.trim() })
  const wrong = new Set(checked.success ? [] : checked.error.issues.map(({ path }) => path[0]))
  const save = async (): Promise<boolean> => {
    setTried(true)
    return checked.success && onSave(checked.data)
  }
  const reset = (): void => {
    setForm(bot)
    setTried(false)
  }
  useUnsaved({ isChanged: JSON.stringify(form) !== JSON.stringify(bot), save, discard: reset })
  const change = (patch: Partial<typeof form>): void => {
    setForm({ ...form, ...patch })
  }
  const isMarked = (field: 'name' | 'url'): boolean => wrong.has(field) && (isTried || form[field].trim() !== '')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SettingRow label={t('name')} htmlFor={ids.name}>
        <TextInput
          id={ids.name}
          autoFocus
          maxLength={NAME_LENGTH}
          value={form.name}
          error={isMarked('name') ? t('required') : null}
          onChange={(event) => {
            change({ name: event.currentTarget.value })
          }}
        />
      </SettingRow>
      <SettingRow label={t('http.url')} hint={t('http.urlHint')} htmlFor={ids.url}>
        <TextInput
          id={ids.url}
          type="url"
          placeholder="https://"
          value={form.url}
          error={isMarked('url') ? t('http.urlWrong') : null}
          onChange={(event) => {
            change({ url: event.currentTarget.value })
          }}
        />
      </SettingRow>
      <SettingRow label={t('http.timeout')} hint={t('http.timeoutHint')} htmlFor={ids.timeout}>
        <NumberInput
          id={ids.timeout}
          w={120}
          min={0}
          decimalScale={1}
          decimalSeparator={i18n.language === 'ru' ? ',' : '.'}
          allowedDecimalSeparators={[',', '.']}
          value={form.timeoutMs / SECOND_MS}
          error={wrong.has('timeoutMs') ? t('http.timeoutWrong') : null}
          onChange={(seconds) => {
            change({ timeoutMs: typeof seconds === 'number' ? Math.round(seconds * SECOND_MS) : 0 })
          }}
        />
      </SettingRow>
      <p className={classes.notice}>{t('http.secretKept')}</p>
      <SaveBar
        isChanged={isChanged}
        isBusy={isBusy}
        isSaved={false}
        blockedBy={isTried && wrong.size > 0 ? t('fixFirst') : null}
        onReset={reset}
      />
    </form>
  )
}
