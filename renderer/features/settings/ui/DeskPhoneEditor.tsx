import { Button, Group, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'

import type { ControlFailure, DeskPhoneView } from '#shared/contract/ipc/desk-phone'
import { DESK_PHONE_MODELS, MODEL_NAMES, TRAITS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'

import { useTranslation } from '../../../i18n/use-translation'
import { LockMark } from '../../../ui/LockMark'
import { InlineError } from '../../../ui/InlineError'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { deskPhoneRequests } from '../../calls'
import {
  deskPhoneForm,
  parseDeskPhoneForm,
  withAddress,
  type DeskPhoneField,
  type DeskPhoneForm,
  type DeskPhoneFormErrors,
} from '../model/desk-phone-form'
import { useDeskPhoneLocks } from '../model/desk-phone-locks'
import classes from './SipAccountForm.module.css'

type Checked =
  | { readonly kind: 'running' | 'ready' }
  | {
      readonly kind: 'failed'
      readonly reason: ControlFailure
      readonly model: DeskPhoneModel | null
      readonly fingerprint: string | null
    }

export interface DeskPhoneEditorProps {
  readonly view: DeskPhoneView
  readonly onRemoved: () => void
}

/** The phone's form with its check. What was typed stays through every error. */
export function DeskPhoneEditor({ view, onRemoved }: DeskPhoneEditorProps) {
  const { t } = useTranslation('deskPhone')
  const [stored, setStored] = useState(() => deskPhoneForm(view.phone))
  const [form, setForm] = useState(stored)
  const [errors, setErrors] = useState<DeskPhoneFormErrors>({})
  const [note, setNote] = useState<'saved' | null>(null)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [isAsking, setAsking] = useState(false)
  const { locked, isCompanys } = useDeskPhoneLocks(stored)
  const [isLockedNow, setLockedNow] = useState(false)
  const root = useRef<HTMLFormElement>(null)

  const change = (part: Partial<DeskPhoneForm>): void => {
    setForm((before) => ({ ...before, ...part }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))))
    setNote(null)
    setChecked(null)
  }
  const save = async (typed = form): Promise<boolean> => {
    const parsed = parseDeskPhoneForm(typed)
    const saved = parsed.ok ? await deskPhoneRequests().save(parsed.value) : null
    setLockedNow(saved?.ok === false && saved.error.reason === 'locked')
    if (saved?.ok === false && saved.error.reason === 'locked') return false
    if (!parsed.ok || !saved?.ok) {
      setErrors(parsed.ok ? { password: true } : parsed.error)
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return false
    }
    const next = deskPhoneForm({ ...parsed.value, hasPassword: true })
    setStored(next)
    setForm(next)
    setNote('saved')
    return true
  }
  const check = async (typed = form): Promise<void> => {
    if (JSON.stringify(typed) !== JSON.stringify(stored) && !(await save(typed))) return
    setChecked({ kind: 'running' })
    const result = await deskPhoneRequests().check()
    setChecked(result.ok ? { kind: 'ready' } : { kind: 'failed', ...result.error })
  }
  useUnsaved({
    isChanged: JSON.stringify(form) !== JSON.stringify(stored),
    save,
    discard: () => {
      setForm(stored)
    },
  })
  const mark = (name: string) => ({
    disabled: locked.has(name),
    leftSection: locked.has(name) ? <LockMark /> : undefined,
  })
  const field = (name: DeskPhoneField) => ({
    ...mark(name),
    value: form[name],
    error: errors[name] ? t(`settings.errors.${name}`) : null,
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      change({ [name]: event.currentTarget.value })
    },
  })

  return (
    <form
      ref={root}
      noValidate
      className={classes.root}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {isCompanys && (
        <p className={classes.company}>
          <LockMark /> {t('settings.company')}
        </p>
      )}
      <NativeSelect
        label={t('settings.model')}
        {...mark('model')}
        value={form.model}
        data={DESK_PHONE_MODELS.map((value) => ({ value, label: MODEL_NAMES[value] }))}
        onChange={(event) => {
          const model = DESK_PHONE_MODELS.find((each) => each === event.currentTarget.value)
          if (model) change({ model })
        }}
      />
      <TextInput
        withAsterisk
        label={t('settings.address')}
        description={t('settings.addressHint')}
        {...field('address')}
        onChange={(event) => {
          change(withAddress(form, event.currentTarget.value))
        }}
      />
      <div className={classes.pair}>
        {TRAITS[form.model].hasUser && <TextInput withAsterisk label={t('settings.user')} {...field('user')} />}
        <PasswordInput
          withAsterisk={!form.hasPassword}
          label={t('settings.password')}
          placeholder={form.hasPassword ? t('settings.passwordKept') : ''}
          {...field('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('settings.showPassword'), title: t('settings.showPassword') }}
          autoComplete="new-password"
        />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('settings.extension')} description={t('settings.extensionHint')} {...field('extension')} />
        <TextInput
          withAsterisk
          inputMode="numeric"
          label={t('settings.listenPort')}
          description={t('settings.listenPortHint')}
          {...field('listenPort')}
        />
      </div>
      <Group gap={8}>
        <Button type="submit">{t('settings.save')}</Button>
        <Button variant="default" loading={checked?.kind === 'running'} onClick={() => void check()}>
          {t('settings.check')}
        </Button>
        {view.phone && !isCompanys && (
          <Button
            variant="subtle"
            color="danger"
            onClick={() => {
              setAsking(true)
            }}
          >
            {t('settings.remove')}
          </Button>
        )}
        <span role="status">
          {checked?.kind === 'running' && t('settings.checking')}
          {checked?.kind === 'ready' && t('settings.ready')}
          {checked === null && note && t('settings.saved')}
        </span>
      </Group>
      {checked?.kind === 'failed' && (
        <InlineError
          areActionsBelow
          actions={
            checked.fingerprint !== null && (
              <Button variant="default" onClick={() => void check({ ...form, fingerprint: checked.fingerprint })}>
                {t('settings.trust')}
              </Button>
            )
          }
        >
          {t(`failure.${checked.reason}`, {
            address: stored.address,
            own: view.listening.kind === 'listening' ? view.listening.address : '',
          })}
          {checked.model && ` ${t('settings.seems', { model: MODEL_NAMES[checked.model] })}`}
          {checked.fingerprint !== null && ` ${t('settings.trustWhy', { fingerprint: checked.fingerprint })}`}
        </InlineError>
      )}
      {isLockedNow && <InlineError>{t('settings.lockedNow')}</InlineError>}
      {view.otherModel !== null && <InlineError>{t('settings.calledItself', { model: view.otherModel })}</InlineError>}
      {isAsking && (
        <InlineError
          tone="warn"
          areActionsBelow
          actions={
            <>
              <Button color="danger" onClick={() => void deskPhoneRequests().remove().then(onRemoved)}>
                {t('settings.removeYes')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setAsking(false)
                }}
              >
                {t('settings.removeNo')}
              </Button>
            </>
          }
        >
          {t('settings.removeAsk')}
        </InlineError>
      )}
    </form>
  )
}
