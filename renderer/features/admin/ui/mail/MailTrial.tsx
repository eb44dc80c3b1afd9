import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { SaveMailRequest, TestMailReply } from '#shared/contract/mail-admin'
import { isMailAddress } from '#shared/domain/mail'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconCircleCheck } from '../../../../ui/icons'
import { InlineError } from '../../../../ui/InlineError'
import type { MailFailure, MailRest } from '../../model/mail-rest'
import classes from '../Admin.module.css'

export interface MailTrialProps {
  readonly rest: MailRest
  /** What stands in the form, saved or not; `null`: it has to be corrected first. */
  readonly parse: () => SaveMailRequest | null
}

type Outcome =
  | { readonly kind: 'sent'; readonly to: string }
  | { readonly kind: 'stopped'; readonly at: NonNullable<TestMailReply['failure']> }
  | { readonly kind: 'failed'; readonly why: MailFailure | 'fixFirst' }

/** Sends one letter with what stands in the form and says how far it came. */
export function MailTrial({ rest, parse }: MailTrialProps) {
  const { t, i18n } = useTranslation('admin')
  const [to, setTo] = useState('')
  const [isWrong, setWrong] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const send = async (): Promise<void> => {
    const address = to.trim()
    setOutcome(null)
    setWrong(!isMailAddress(address))
    const request = parse()
    if (!request) setOutcome({ kind: 'failed', why: 'fixFirst' })
    if (!request || !isMailAddress(address)) return
    setBusy(true)
    const language = i18n.language === 'ru' ? 'ru' : 'en'
    const tried = await rest.test({ ...request, to: address, language })
    setBusy(false)
    if (!tried.ok) setOutcome({ kind: 'failed', why: tried.error })
    else if (tried.value.failure) setOutcome({ kind: 'stopped', at: tried.value.failure })
    else setOutcome({ kind: 'sent', to: address })
  }
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2 className={classes.part}>{t('mail.test.title')}</h2>
      <Group gap={8} align="flex-start">
        <TextInput
          type="email"
          aria-label={t('mail.test.to')}
          placeholder={t('mail.test.to')}
          maxLength={254}
          value={to}
          error={isWrong ? t('mail.errors.notAddress') : null}
          onChange={(event) => {
            setTo(event.currentTarget.value)
          }}
        />
        <Button type="submit" variant="light" loading={isBusy}>
          {t('mail.test.send')}
        </Button>
      </Group>
      {outcome?.kind === 'sent' && (
        <span role="status" className={classes.saved}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden /> {t('mail.test.sent', { to: outcome.to })}
        </span>
      )}
      {outcome?.kind === 'stopped' && (
        <InlineError>
          {t(`mail.test.layer.${outcome.at.layer}`)} {t('mail.test.answer', { detail: outcome.at.detail })}
        </InlineError>
      )}
      {outcome?.kind === 'failed' && <InlineError>{t(`mail.failure.${outcome.why}`)}</InlineError>}
    </form>
  )
}
