import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { TelephonyView, TestTelephonyReply } from '#shared/contract/telephony'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import {
  parseTelephonyForm,
  telephonyFormOf,
  withPerson,
  type TelephonyErrors,
  type TelephonyForm,
} from '../../model/telephony-form'
import type { TelephonyRest, TelephonyRestFailure } from '../../model/telephony-rest'
import classes from '../Admin.module.css'
import { RemoveDialog } from '../RemoveDialog'
import { SaveBar } from '../SaveBar'
import { TelephonyPeople } from './TelephonyPeople'
import { TelephonyState } from './TelephonyState'

export interface TelephonyEditorProps {
  readonly view: TelephonyView
  readonly rest: TelephonyRest
  readonly onView: (view: TelephonyView) => void
  readonly onReload: () => void
}

export function TelephonyEditor({ view, rest, onView, onReload }: TelephonyEditorProps) {
  const { t } = useTranslation('admin')
  const [form, setForm] = useState(() => telephonyFormOf(view))
  const [errors, setErrors] = useState<TelephonyErrors>({})
  const [failure, setFailure] = useState<TelephonyRestFailure | null>(null)
  const [reply, setReply] = useState<TestTelephonyReply | null>(null)
  const [busy, setBusy] = useState<'saving' | 'testing' | null>(null)
  const [isSaved, setSaved] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const isConnected = view.connection !== null
  const isChanged = JSON.stringify(form) !== JSON.stringify(telephonyFormOf(view))
  /** `null`: something has to be corrected first, and is marked. */
  const parse = () => {
    const parsed = parseTelephonyForm(form, view)
    setErrors(parsed.ok ? {} : parsed.error)
    setFailure(null)
    setReply(null)
    setSaved(false)
    return parsed.ok ? parsed.value : null
  }
  const save = async (): Promise<boolean> => {
    const request = parse()
    if (!request) return false
    setBusy('saving')
    const done = await rest.save(request)
    setBusy(null)
    if (!done.ok) {
      setFailure(done.error)
      return false
    }
    onView(done.value)
    setForm(telephonyFormOf(done.value))
    setSaved(true)
    return true
  }
  const test = async (): Promise<void> => {
    const request = parse()
    if (!request) return
    setBusy('testing')
    const tried = await rest.test({ apiUrl: request.apiUrl, keys: request.keys })
    setBusy(null)
    if (tried.ok) setReply(tried.value)
    else setFailure(tried.error)
  }
  const remove = async (): Promise<void> => {
    setAsking(false)
    const done = await rest.remove()
    if (!done.ok) {
      setFailure(done.error)
      return
    }
    const gone = { ...view, connection: null }
    onView(gone)
    setForm(telephonyFormOf(gone))
    setSaved(false)
  }
  const reset = (): void => {
    setForm(telephonyFormOf(view))
    setErrors({})
  }
  useUnsaved({ isChanged, save, discard: reset })

  const field = (name: keyof TelephonyErrors & keyof TelephonyForm) => {
    const problem = errors[name]
    return {
      value: form[name],
      error: problem ? t(`telephony.errors.${problem}`) : null,
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) => {
        setForm({ ...form, [name]: event.currentTarget.value })
      },
    }
  }
  const secret = {
    withAsterisk: !isConnected,
    placeholder: isConnected ? t('telephony.kept') : '',
    maxLength: 200,
    autoComplete: 'new-password',
    visibilityToggleButtonProps: { 'aria-label': t('telephony.show'), title: t('telephony.show') },
  }
  return (
    <>
      <TelephonyState view={view} onReload={onReload} />
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput withAsterisk label={t('telephony.apiUrl')} autoComplete="off" maxLength={300} {...field('apiUrl')} />
        <PasswordInput label={t('telephony.apiKey')} {...secret} {...field('apiKey')} />
        <PasswordInput
          label={t('telephony.apiSalt')}
          description={t('telephony.keysHint')}
          {...secret}
          {...field('apiSalt')}
        />
        <TelephonyPeople
          employees={view.connection?.employees ?? []}
          people={form.people}
          onChange={(extension, agentId) => {
            setForm(withPerson(form, extension, agentId))
          }}
        />
        {failure && <InlineError>{t(`telephony.failure.${failure}`)}</InlineError>}
        {reply?.failure && (
          <InlineError>
            {t(`telephony.problem.${reply.failure.reason}`)} {t('telephony.answer', { detail: reply.failure.detail })}
          </InlineError>
        )}
        {reply && !reply.failure && <p role="status">{t('telephony.works', { count: reply.employees })}</p>}
        <SaveBar isChanged={isChanged} isBusy={busy === 'saving'} isSaved={isSaved} onReset={reset}>
          <Button variant="light" loading={busy === 'testing'} onClick={() => void test()}>
            {t('telephony.test')}
          </Button>
          {isConnected && (
            <Button
              variant="subtle"
              color="danger"
              onClick={() => {
                setAsking(true)
              }}
            >
              {t('telephony.remove')}
            </Button>
          )}
        </SaveBar>
      </form>
      {isAsking && (
        <RemoveDialog
          title={t('telephony.removeTitle')}
          consequence={t('telephony.removeConsequence')}
          action={t('telephony.removeAction')}
          onConfirm={() => void remove()}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
