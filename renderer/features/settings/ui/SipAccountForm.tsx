import { Button, Collapse, Group, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useId, useState } from 'react'

import { USUAL_PORTS, type SipMedia, type SipTransport } from '#shared/domain/sip-account'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { LockMark } from '../../../ui/LockMark'
import {
  mangoForm,
  MAX_LENGTHS,
  usesTls,
  usesWebSocket,
  withAddress,
  withTransport,
  type SipField,
  type SipForm,
  type SipFormErrors,
} from '../model/sip-form'
import { keepLocked, type LineLocks } from '../model/line-locks'
import { AuthorityField } from './AuthorityField'
import classes from './SipAccountForm.module.css'

const TRANSPORTS = ['wss', 'ws', 'tls', 'tcp', 'udp'] as const satisfies readonly SipTransport[]
const MEDIA = ['webrtc', 'rtp', 'srtp'] as const satisfies readonly SipMedia[]

export interface SipAccountFormProps {
  readonly form: SipForm
  readonly errors: SipFormErrors
  readonly isBusy: boolean
  readonly locks: LineLocks
  /** The save as a whole failed; fields keep what was typed. */
  readonly problem: string | null
  readonly onChange: (form: SipForm) => void
  readonly onSave: () => void
  readonly onTest: () => void
  readonly onCancel: () => void
  /** `null` for a line that was never saved. */
  readonly onDelete: (() => void) | null
}

export function SipAccountForm(props: SipAccountFormProps) {
  const { form, errors, locks } = props
  const { locked } = locks
  const onChange = (next: SipForm): void => {
    props.onChange(keepLocked(form, next, locked))
  }
  const { t } = useTranslation('settings')
  const portHintId = useId()
  const hasMoreError = Boolean(errors.authUser ?? errors.displayName ?? errors.outboundProxy ?? errors.pickupCode)
  const [isMoreOpen, setMoreOpen] = useState(
    Boolean(form.authUser || form.displayName || form.outboundProxy || form.pickupCode || form.authorityPem),
  )

  const isLocked = (name: SipField | 'transport' | 'media'): boolean => name !== 'password' && locked.has(name)
  const field = (name: SipField) => {
    const reason = errors[name]
    return {
      value: form[name],
      error: reason ? t(`form.errors.${reason}`, { max: MAX_LENGTHS[name] ?? 0 }) : null,
      autoComplete: 'off',
      spellCheck: false,
      disabled: isLocked(name),
      leftSection: isLocked(name) ? <LockMark /> : undefined,
      onChange: (event: { currentTarget: { value: string } }) => {
        onChange({ ...form, [name]: event.currentTarget.value })
      },
    }
  }
  /** A whole address pasted into any address field, or typed into it, is taken apart. */
  const takesAddress = {
    onBlur: (event: React.FocusEvent<HTMLInputElement>) => {
      const filled = withAddress(form, event.currentTarget.value)
      if (filled) onChange(filled)
    },
    onPaste: (event: React.ClipboardEvent<HTMLInputElement>) => {
      const filled = withAddress(form, event.clipboardData.getData('text'))
      if (!filled) return
      event.preventDefault()
      onChange(filled)
    },
  }

  return (
    <form
      noValidate
      className={classes.root}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave()
      }}
    >
      {locks.isCompanys ? (
        <p className={classes.company}>
          <LockMark /> {t('form.company')}
        </p>
      ) : (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            onClick={() => {
              onChange(mangoForm(form))
            }}
          >
            {t('form.mango')}
          </Button>
          <p className={classes.hint}>{t('form.mangoHint')}</p>
        </div>
      )}
      <TextInput
        label={t('form.label')}
        placeholder={t('form.labelHint')}
        autoFocus={!locks.isCompanys}
        {...field('label')}
      />
      <div className={classes.pair}>
        <TextInput
          withAsterisk
          label={t('form.user')}
          description={isLocked('user') ? undefined : t('form.userHint')}
          {...field('user')}
          {...takesAddress}
        />
        <TextInput withAsterisk label={t('form.domain')} {...field('domain')} {...takesAddress} />
      </div>
      <PasswordInput
        withAsterisk={!form.hasPassword}
        label={t('form.password')}
        placeholder={form.hasPassword ? t('form.passwordKept') : ''}
        {...field('password')}
        visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword'), title: t('form.showPassword') }}
        autoComplete="new-password"
        autoFocus={locks.isCompanys && form.user !== ''}
      />
      <NativeSelect
        label={t('form.transport')}
        disabled={isLocked('transport')}
        leftSection={isLocked('transport') ? <LockMark /> : undefined}
        value={form.transport}
        data={TRANSPORTS.map((value) => ({ value, label: t(`form.transports.${value}`) }))}
        onChange={(event) => {
          const next = TRANSPORTS.find((transport) => transport === event.currentTarget.value)
          if (next) onChange(withTransport(form, next))
        }}
      />
      <NativeSelect
        label={t('form.media')}
        disabled={isLocked('media')}
        leftSection={isLocked('media') ? <LockMark /> : undefined}
        description={t(`form.mediaHints.${form.media}`)}
        value={form.media}
        data={MEDIA.map((value) => ({ value, label: t(`form.medias.${value}`) }))}
        onChange={(event) => {
          const media = MEDIA.find((kind) => kind === event.currentTarget.value)
          if (media) onChange({ ...form, media })
        }}
      />
      <div className={classes.server} data-path={usesWebSocket(form.transport) || undefined}>
        <TextInput
          label={t('form.host')}
          placeholder={form.domain || t('form.hostHint')}
          {...field('host')}
          {...takesAddress}
        />
        <TextInput
          label={t('form.port')}
          placeholder={String(USUAL_PORTS[form.transport])}
          inputMode="numeric"
          aria-describedby={portHintId}
          {...field('port')}
        />
        {usesWebSocket(form.transport) && <TextInput label={t('form.webSocketPath')} {...field('webSocketPath')} />}
      </div>
      <p className={classes.hint} id={portHintId}>
        {t(usesWebSocket(form.transport) ? 'form.portUsual' : 'form.portRecords', {
          port: USUAL_PORTS[form.transport],
        })}
      </p>
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          aria-expanded={isMoreOpen || hasMoreError}
          onClick={() => {
            setMoreOpen(!isMoreOpen)
          }}
        >
          {t('form.more')}
        </Button>
        <Collapse expanded={isMoreOpen || hasMoreError}>
          <div className={classes.more}>
            <div className={classes.pair}>
              <TextInput label={t('form.authUser')} description={t('form.authUserHint')} {...field('authUser')} />
              <TextInput label={t('form.displayName')} {...field('displayName')} />
            </div>
            <TextInput
              label={t('form.outboundProxy')}
              description={t('form.outboundProxyHint')}
              {...field('outboundProxy')}
            />
            <TextInput label={t('form.pickupCode')} description={t('form.pickupCodeHint')} {...field('pickupCode')} />
            {usesTls(form.transport) && (
              <AuthorityField
                pem={form.authorityPem}
                onChange={(authorityPem) => {
                  onChange({ ...form, authorityPem })
                }}
              />
            )}
          </div>
        </Collapse>
      </div>
      {form.pinnedFingerprint && (
        <p className={classes.pinned}>
          {t('lines.fingerprint', { fingerprint: form.pinnedFingerprint })}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            color="danger"
            onClick={() => {
              onChange({ ...form, pinnedFingerprint: null })
            }}
          >
            {t('lines.forget')}
          </Button>
        </p>
      )}
      {props.problem && <InlineError>{props.problem}</InlineError>}
      <Group gap={8}>
        <Button type="submit" loading={props.isBusy}>
          {t('form.save')}
        </Button>
        <Button variant="light" onClick={props.onTest}>
          {t('form.test')}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {t('form.cancel')}
        </Button>
        {props.onDelete && (
          <Button variant="subtle" color="danger" ml="auto" onClick={props.onDelete}>
            {t('form.delete')}
          </Button>
        )}
      </Group>
    </form>
  )
}
