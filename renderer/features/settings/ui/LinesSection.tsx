import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { SipLine } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { IconArrowLeft, IconLock, IconPlus } from '../../../ui/icons'
import { NoLine } from '../../../ui/illustrations/NoLine'
import { ToneDot } from '../../../ui/ToneDot'
import { useLeaveGuard } from '../../../ui/unsaved/leave-guard-context'
import { LineState, lineName, lineTone, sipRequests, useLines } from '../../calls'
import { useLineLocks } from '../model/line-locks'
import { emptyForm, formOf, inputOf, type SipForm } from '../model/sip-form'
import { LineEditor } from './LineEditor'
import classes from './LinesSection.module.css'
import { Section } from '../../../ui/Section'

interface Editing {
  readonly form: SipForm
  readonly isNew: boolean
}

export function LinesSection() {
  const { t } = useTranslation('settings')
  const lines = useLines()
  const [editing, setEditing] = useState<Editing | null>(null)
  const add = (): void => {
    // Ids of Otklik are UUIDv7 (shared/domain/ids); a new one is branded where it is made.
    setEditing({ form: emptyForm(uuid() as SipAccountId), isNew: true })
  }
  const guard = useLeaveGuard()
  const stop = (): void => {
    setEditing(null)
  }

  if (editing) {
    const known = lines?.find((line) => line.account.id === editing.form.id)
    return (
      <Section
        title={known ? lineName(known) : t('lines.new')}
        back={
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => {
              guard.leave(stop)
            }}
          >
            {t('lines.back')}
          </Button>
        }
      >
        <LineEditor key={editing.form.id} initial={editing.form} isNew={editing.isNew} onDone={stop} />
      </Section>
    )
  }
  return (
    <Section
      title={t('lines.title')}
      intro={t('lines.intro')}
      action={
        lines &&
        lines.length > 0 && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
            {t('lines.add')}
          </Button>
        )
      }
    >
      {lines?.length === 0 && (
        <div className={classes.empty}>
          <EmptyState
            picture={<NoLine />}
            title={t('lines.empty.title')}
            hint={t('lines.empty.text')}
            action={<Button onClick={add}>{t('lines.add')}</Button>}
          />
        </div>
      )}
      <ul className={classes.list}>
        {lines?.map((line) => (
          <LineRow
            key={line.account.id}
            line={line}
            onEdit={() => {
              setEditing({ form: formOf(line.account), isNew: false })
            }}
          />
        ))}
      </ul>
    </Section>
  )
}

function LineRow({ line, onEdit }: { readonly line: SipLine; readonly onEdit: () => void }) {
  const { t } = useTranslation('settings')
  const { account, registration, voiceMail } = line
  const { locked, isCompanys } = useLineLocks()(account)
  return (
    <li className={classes.line}>
      <ToneDot tone={lineTone(line)} />
      <div className={classes.words}>
        <b>{lineName(line)}</b>
        <span className={classes.address}>
          {account.user && `${account.user}@`}
          {account.domain} · {account.transport.toUpperCase()}
        </span>
        <LineState registration={registration} onRetry={() => void sipRequests().retryNow({ id: account.id })} />
        {isCompanys && (
          <span className={classes.company}>
            <IconLock size={14} stroke={1.8} aria-hidden />
            {t('lines.company')}
          </span>
        )}
        {voiceMail?.isWaiting && (
          <span className={classes.voiceMail}>
            {voiceMail.newCount === null
              ? t('lines.voiceMail')
              : t('lines.voiceMailNew', { count: voiceMail.newCount })}
          </span>
        )}
      </div>
      <Switch
        aria-label={t('lines.enabled')}
        title={t('lines.enabled')}
        checked={account.isEnabled}
        disabled={locked.has('isEnabled')}
        onChange={(event) =>
          void sipRequests()
            .saveAccount(inputOf(account, event.currentTarget.checked))
            .then((saved) => {
              // Without a password it cannot be switched on: the form says so and takes one.
              if (!saved.ok) onEdit()
            })
        }
      />
      <Button variant="default" onClick={onEdit}>
        {t('lines.edit')}
      </Button>
    </li>
  )
}
