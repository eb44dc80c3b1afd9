import { Button, Collapse, Group, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'

import { accessTo } from '#shared/domain/channel-platform'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import {
  CONNECT_MAX_LENGTHS,
  emptyConnectForm,
  parseConnectForm,
  type ConnectErrors,
  type ConnectField,
  type ConnectForm,
} from '../model/connect-form'
import type { ConnectReply, ConnectRequest, HubRest, RestFailure } from '../model/hub-rest'
import classes from './Channels.module.css'

export interface ConnectChannelProps {
  readonly rest: HubRest
  readonly place: Pick<ConnectRequest, 'kind' | 'groupId'>
  /** A channel of this kind is there already: the same account a second time would be a mistake (spec A16). */
  readonly isSecond: boolean
  readonly onConnected: (reply: ConnectReply) => void
  readonly onCancel: () => void
}

/** Keeps everything that was typed until the hub has taken it. */
export function ConnectChannel({ rest, place, isSecond, onConnected, onCancel }: ConnectChannelProps) {
  const { t } = useTranslation('channels')
  const platform = place.kind === 'hh' ? 'hh' : 'avito'
  const access = accessTo(place.kind)
  const root = useRef<HTMLFormElement>(null)
  const [initial] = useState<ConnectForm>(() => emptyConnectForm(t(`kind.${place.kind}.name`), place.kind))
  const [form, setForm] = useState(initial)
  const [errors, setErrors] = useState<ConnectErrors>({})
  const [failure, setFailure] = useState<RestFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isAdvanced, setAdvanced] = useState(false)
  // Connecting is no saving: it may need a confirmation and the person's consent.
  useUnsaved({ isChanged: JSON.stringify(form) !== JSON.stringify(initial), save: null, discard: onCancel })
  const hasAddressError = Boolean(errors.apiUrl ?? errors.consentUrl) || failure === 'insecureAddress'

  const field = (name: ConnectField) => {
    const reason = errors[name]
    const max = name in CONNECT_MAX_LENGTHS ? CONNECT_MAX_LENGTHS[name as keyof typeof CONNECT_MAX_LENGTHS] : 0
    return {
      value: form[name],
      error: reason ? t(`form.errors.${reason}`, { max }) : null,
      autoComplete: 'off',
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) => {
        setForm({ ...form, [name]: event.currentTarget.value })
        setErrors(Object.fromEntries(Object.entries(errors).filter(([each]) => each !== name)))
      },
    }
  }
  const submit = async (replacesOlder: boolean): Promise<void> => {
    const parsed = parseConnectForm(form, place)
    setFailure(null)
    if (!parsed.ok) {
      setErrors(parsed.error)
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setBusy(true)
    const connected = await rest.connectChannel({ ...parsed.value, replacesOlder })
    setBusy(false)
    if (connected.ok) onConnected(connected.value)
    else setFailure(connected.error)
  }

  return (
    <form
      noValidate
      ref={root}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(false)
      }}
    >
      <div>
        {access.modes.length > 1 && (
          <SegmentedControl
            aria-label={t('form.mode')}
            value={form.mode}
            data={access.modes.map((value) => ({ value, label: t(`form.modes.${value}`) }))}
            onChange={(mode) => {
              setForm({ ...form, mode })
            }}
          />
        )}
        <p className={classes.hint}>{t(form.mode === 'own' ? 'form.ownKeys' : `form.application.${platform}`)}</p>
        {form.mode === 'partner' && <p className={classes.hint}>{t(`kind.${place.kind}.consent`)}</p>}
      </div>
      <TextInput withAsterisk label={t('form.name')} description={t('form.nameHint')} {...field('name')} />
      <TextInput withAsterisk autoFocus label={t('form.clientId')} {...field('clientId')} />
      <PasswordInput
        withAsterisk
        label={t('form.clientSecret')}
        visibilityToggleButtonProps={{ 'aria-label': t('form.showSecret'), title: t('form.showSecret') }}
        {...field('clientSecret')}
      />
      {access.hasContact && (
        <TextInput
          withAsterisk
          type="email"
          label={t('form.contactEmail')}
          description={t('form.contactEmailHint')}
          {...field('contactEmail')}
        />
      )}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          aria-expanded={isAdvanced || hasAddressError}
          onClick={() => {
            setAdvanced(!isAdvanced)
          }}
        >
          {t('form.advanced')}
        </Button>
        <Collapse expanded={isAdvanced || hasAddressError}>
          <p className={classes.hint}>{t('form.advancedHint')}</p>
          <div className={classes.pair}>
            <TextInput label={t('form.apiUrl')} {...field('apiUrl')} />
            <TextInput label={t('form.consentUrl')} {...field('consentUrl')} />
          </div>
        </Collapse>
      </div>
      {isSecond && failure !== 'sameAccount' && <p className={classes.hint}>{t('groups.alreadyConnected')}</p>}
      {failure && (
        <InlineError
          tone={failure === 'sameAccount' ? 'warn' : 'danger'}
          actions={
            failure === 'sameAccount' && (
              <Button size="compact-sm" variant="subtle" onClick={() => void submit(true)}>
                {t('groups.replace')}
              </Button>
            )
          }
        >
          {t(`failure.${failure}`)}
        </InlineError>
      )}
      <Group gap={8}>
        <Button type="submit" loading={isBusy}>
          {form.mode === 'partner' ? t('form.authorise') : t('form.submit')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </Group>
    </form>
  )
}
