import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useId, useState } from 'react'

import {
  MAX_RETENTION_DAYS,
  RETENTION_KINDS,
  type RetentionCounts,
  type RetentionKind,
  type RetentionRules,
} from '#shared/domain/retention'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { countsInWords } from '../model/audit-details'
import type { DutiesRest, DutyFailure } from '../model/duties-rest'
import classes from './Duties.module.css'

export interface RetentionFormProps {
  readonly rules: RetentionRules
  readonly rest: DutiesRest
  readonly onSaved: () => void
}

type Typed = Readonly<Record<RetentionKind, string>>

/** A term for each kind; what goes at once is counted before anything is saved. */
export function RetentionForm({ rules, rest, onSaved }: RetentionFormProps) {
  const { t } = useTranslation(['duties', 'signIn'])
  const [typed, setTyped] = useState<Typed>(() => typedOf(rules))
  const [counts, setCounts] = useState<RetentionCounts | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [failure, setFailure] = useState<DutyFailure | null>(null)
  const id = useId()
  const wished = rulesOf(typed)
  const isChanged = JSON.stringify(typed) !== JSON.stringify(typedOf(rules))
  const reset = (): void => {
    setTyped(typedOf(rules))
    setCounts(null)
  }
  const count = async (): Promise<boolean> => {
    if (!wished) return false
    setBusy(true)
    const answer = await rest.preview(wished)
    setBusy(false)
    setFailure(answer.ok ? null : answer.error)
    if (answer.ok) setCounts(answer.value)
    return answer.ok
  }
  const save = async (): Promise<boolean> => {
    if (!wished) return false
    setBusy(true)
    const answer = await rest.saveRetention(wished)
    setBusy(false)
    setAsking(false)
    setFailure(answer.ok ? null : answer.error)
    setSaved(answer.ok)
    if (answer.ok) onSaved()
    return answer.ok
  }
  // Leaving never removes anything: who wants that says so in the question.
  const ask = async (): Promise<boolean> => {
    if (await count()) setAsking(true)
    return false
  }
  useUnsaved({ isChanged, save: ask, discard: reset })
  const what = counts ? countsInWords(t, counts) : ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
    >
      {RETENTION_KINDS.map((kind) => (
        <SettingRow
          key={kind}
          label={t(`retention.kind.${kind}`)}
          hint={t(`retention.hint.${kind}`)}
          htmlFor={`${id}-${kind}`}
        >
          <TextInput
            id={`${id}-${kind}`}
            w={170}
            inputMode="numeric"
            placeholder={t('retention.forEver')}
            value={typed[kind]}
            rightSectionWidth={52}
            rightSection={
              <Text size="sm" c="dimmed">
                {t('retention.days')}
              </Text>
            }
            error={daysOf(typed[kind]) === undefined ? t('retention.wrong', { max: MAX_RETENTION_DAYS }) : null}
            onChange={(event) => {
              setTyped({ ...typed, [kind]: event.currentTarget.value })
              setCounts(null)
              setSaved(false)
            }}
          />
        </SettingRow>
      ))}
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      {counts && !isAsking && (
        <p role="status" className={classes.verdict}>
          {what === '' ? t('retention.none') : t('retention.goes', { what })}
        </p>
      )}
      <Group gap={8} mt={16} mb={16}>
        <Button
          type="submit"
          loading={isBusy}
          disabled={!isChanged || !wished}
          title={isChanged ? undefined : t('retention.unchanged')}
        >
          {t('retention.save')}
        </Button>
        <Button variant="default" disabled={!wished || isBusy} onClick={() => void count()}>
          {t('retention.preview')}
        </Button>
        {isChanged && (
          <Button variant="subtle" onClick={reset}>
            {t('retention.reset')}
          </Button>
        )}
        {isSaved && !isChanged && <span role="status">{t('retention.saved')}</span>}
      </Group>
      <Modal
        opened={isAsking}
        title={t('retention.confirmTitle')}
        size={480}
        closeButtonProps={{ 'aria-label': t('retention.close') }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text size="sm">{what === '' ? t('retention.confirmNone') : t('retention.confirmGoes', { what })}</Text>
        <Group justify="flex-end" gap={8} mt={16}>
          <Button
            variant="subtle"
            data-autofocus
            onClick={() => {
              setAsking(false)
            }}
          >
            {t('retention.cancel')}
          </Button>
          <Button {...(what === '' ? {} : { color: 'danger' })} loading={isBusy} onClick={() => void save()}>
            {t(what === '' ? 'retention.confirmKeep' : 'retention.confirm')}
          </Button>
        </Group>
      </Modal>
    </form>
  )
}

function typedOf(rules: RetentionRules): Typed {
  const days = (kind: RetentionKind) => (rules[kind] === null ? '' : String(rules[kind]))
  return {
    messages: days('messages'),
    files: days('files'),
    calls: days('calls'),
    events: days('events'),
    access: days('access'),
    audit: days('audit'),
  }
}

/** `null`: for ever; `undefined`: not to be understood. */
function daysOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const days = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0
  return days >= 1 && days <= MAX_RETENTION_DAYS ? days : undefined
}

function rulesOf(typed: Typed): RetentionRules | null {
  const rules: Partial<Record<RetentionKind, number | null>> = {}
  for (const kind of RETENTION_KINDS) {
    const days = daysOf(typed[kind])
    if (days === undefined) return null
    rules[kind] = days
  }
  // Each kind was given.
  return rules as RetentionRules
}
