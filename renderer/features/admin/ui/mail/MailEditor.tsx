import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { MailView } from '#shared/contract/mail-admin'
import { MAIL_SECURITIES } from '#shared/domain/mail'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import { mailFormOf, parseMailForm, withSecurity, type MailErrors, type MailForm } from '../../model/mail-form'
import type { MailFailure, MailRest } from '../../model/mail-rest'
import classes from '../Admin.module.css'
import { RemoveDialog } from '../RemoveDialog'
import { SaveBar } from '../SaveBar'
import { MailTrial } from './MailTrial'

export interface MailEditorProps {
  readonly view: MailView
  readonly rest: MailRest
  readonly onView: (view: MailView) => void
}

export function MailEditor({ view, rest, onView }: MailEditorProps) {
  const { t } = useTranslation('admin')
  const [form, setForm] = useState(() => mailFormOf(view.settings))
  const [errors, setErrors] = useState<MailErrors>({})
  const [failure, setFailure] = useState<MailFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const isChanged = JSON.stringify(form) !== JSON.stringify(mailFormOf(view.settings))
  /** `null`: something has to be corrected first, and is marked. */
  const parse = () => {
    const parsed = parseMailForm(form, view)
    setErrors(parsed.ok ? {} : parsed.error)
    return parsed.ok ? parsed.value : null
  }
  const save = async (): Promise<boolean> => {
    const request = parse()
    setFailure(null)
    setSaved(false)
    if (!request) return false
    setBusy(true)
    const done = await rest.save(request)
    setBusy(false)
    if (!done.ok) {
      setFailure(done.error)
      return false
    }
    onView(done.value)
    // What was typed meanwhile stays.
    setForm((now) => (now === form ? mailFormOf(done.value.settings) : now))
    setSaved(true)
    return true
  }
  const reset = (): void => {
    setForm(mailFormOf(view.settings))
    setErrors({})
  }
  const remove = async (): Promise<void> => {
    setAsking(false)
    setFailure(null)
    const done = await rest.remove()
    if (!done.ok) {
      setFailure(done.error)
      return
    }
    onView({ settings: null, hasPassword: false })
    setForm(mailFormOf(null))
    setSaved(false)
  }
  useUnsaved({ isChanged, save, discard: reset })

  const change = (patch: Partial<MailForm>): void => {
    setForm({ ...form, ...patch })
  }
  const field = (name: Exclude<keyof MailForm, 'security'>) => {
    const problem = errors[name]
    return {
      value: form[name],
      error: problem ? t(`mail.errors.${problem}`) : null,
      autoComplete: 'off',
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) => {
        change({ [name]: event.currentTarget.value })
      },
    }
  }
  return (
    <>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {view.settings === null && <p className={classes.notice}>{t('mail.off')}</p>}
        <TextInput
          withAsterisk
          label={t('mail.host')}
          placeholder={t('mail.hostHint')}
          maxLength={253}
          {...field('host')}
        />
        <NativeSelect
          label={t('mail.security')}
          value={form.security}
          error={errors.security ? t(`mail.errors.${errors.security}`) : null}
          data={MAIL_SECURITIES.map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
          onChange={(event) => {
            const security = MAIL_SECURITIES.find((each) => each === event.currentTarget.value)
            if (security) setForm(withSecurity(form, security))
          }}
        />
        <TextInput withAsterisk label={t('mail.port')} inputMode="numeric" maxLength={5} {...field('port')} />
        <TextInput label={t('mail.user')} description={t('mail.userHint')} maxLength={254} {...field('user')} />
        <PasswordInput
          label={t('mail.password')}
          placeholder={view.hasPassword ? t('mail.passwordKept') : ''}
          maxLength={500}
          visibilityToggleButtonProps={{ 'aria-label': t('mail.showPassword'), title: t('mail.showPassword') }}
          {...field('password')}
          autoComplete="new-password"
        />
        <TextInput
          withAsterisk
          label={t('mail.senderAddress')}
          description={t('mail.senderAddressHint')}
          maxLength={254}
          {...field('senderAddress')}
        />
        <TextInput
          label={t('mail.senderName')}
          description={t('mail.senderNameHint')}
          maxLength={80}
          {...field('senderName')}
        />
        {failure && <InlineError>{t(`mail.failure.${failure}`)}</InlineError>}
        <SaveBar isChanged={isChanged} isBusy={isBusy} isSaved={isSaved} onReset={reset}>
          {view.settings && (
            <Button
              variant="subtle"
              color="danger"
              onClick={() => {
                setAsking(true)
              }}
            >
              {t('mail.remove')}
            </Button>
          )}
        </SaveBar>
      </form>
      <MailTrial rest={rest} parse={parse} />
      {isAsking && (
        <RemoveDialog
          title={t('mail.removeTitle')}
          consequence={t('mail.removeConsequence')}
          action={t('mail.removeAction')}
          onConfirm={() => void remove()}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
