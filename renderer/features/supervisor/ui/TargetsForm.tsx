import { ActionIcon, Button, Group, NumberInput, Select, Switch } from '@mantine/core'
import { useId, useState } from 'react'

import {
  MAX_TARGET_EXCEPTIONS,
  MISSED_TOLD,
  type ServiceTargets,
  type TargetException,
} from '#shared/domain/wall/service-targets'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck, IconPlus, IconTrash } from '../../../ui/icons'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import type { Names } from '../model/use-names'
import classes from './TargetsForm.module.css'
import { Minutes } from './Minutes'
import { WarningRows } from './WarningRows'

const MINUTE_MS = 60_000
const SUGGESTED_MINUTES = 2
const ANY = 'any'

export interface TargetsFormProps {
  readonly targets: ServiceTargets
  readonly names: Names
  readonly onSave: (targets: ServiceTargets) => Promise<boolean>
}

export function TargetsForm({ targets, names, onSave }: TargetsFormProps) {
  const { t } = useTranslation('supervisor')
  const [form, setForm] = useState(targets)
  const [isBusy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const ids = { limited: useId(), minutes: useId(), goal: useId(), tell: useId() }
  const isChanged = JSON.stringify(form) !== JSON.stringify(targets)
  const save = async (): Promise<boolean> => {
    setBusy(true)
    const isDone = await onSave(form)
    setBusy(false)
    setSaved(isDone)
    return isDone
  }
  const reset = (): void => {
    setForm(targets)
  }
  useUnsaved({ isChanged, save, discard: reset })
  const change = (patch: Partial<ServiceTargets>): void => {
    setForm({ ...form, ...patch })
  }
  const changeException = (at: number, patch: Partial<TargetException>): void => {
    change({ exceptions: form.exceptions.map((each, place) => (place === at ? { ...each, ...patch } : each)) })
  }
  const { answerWithinMs } = form

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SettingRow label={t('targets.limited')} hint={t('targets.limitedHint')} htmlFor={ids.limited}>
        <Switch
          id={ids.limited}
          checked={answerWithinMs !== null}
          onChange={(event) => {
            change({ answerWithinMs: event.currentTarget.checked ? SUGGESTED_MINUTES * MINUTE_MS : null })
          }}
        />
      </SettingRow>
      {answerWithinMs !== null && (
        <SettingRow label={t('targets.minutes')} htmlFor={ids.minutes}>
          <Minutes
            id={ids.minutes}
            ms={answerWithinMs}
            onChange={(ms) => {
              change({ answerWithinMs: ms })
            }}
          />
        </SettingRow>
      )}
      <SettingRow label={t('targets.goal')} hint={t('targets.goalHint')} htmlFor={ids.goal}>
        <NumberInput
          id={ids.goal}
          value={form.goalPercent}
          min={1}
          max={100}
          clampBehavior="strict"
          allowDecimal={false}
          w={120}
          onChange={(value) => {
            if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100)
              change({ goalPercent: value })
          }}
        />
      </SettingRow>
      <SettingRow label={t('targets.exceptions')} hint={t('targets.exceptionsHint')}>
        <div className={classes.exceptions}>
          {form.exceptions.map((exception, at) => (
            // A line has no other name than its place.
            <ExceptionRow
              key={at}
              place={at + 1}
              exception={exception}
              names={names}
              onChange={(patch) => {
                changeException(at, patch)
              }}
              onRemove={() => {
                change({ exceptions: form.exceptions.filter((_each, place) => place !== at) })
              }}
            />
          ))}
          <Button
            variant="light"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={form.exceptions.length >= MAX_TARGET_EXCEPTIONS}
            onClick={() => {
              const added = { teamId: null, channelId: null, answerWithinMs: SUGGESTED_MINUTES * MINUTE_MS }
              change({ exceptions: [...form.exceptions, added] })
            }}
          >
            {t('targets.add')}
          </Button>
        </div>
      </SettingRow>
      <WarningRows
        warn={form.warn ?? null}
        onChange={(warn) => {
          change({ warn })
        }}
      />
      <SettingRow label={t('targets.tell')} hint={t('targets.tellHint')} htmlFor={ids.tell}>
        <Select
          id={ids.tell}
          w={280}
          allowDeselect={false}
          value={form.tell ?? 'team'}
          data={MISSED_TOLD.map((value) => ({ value, label: t(`targets.told.${value}`) }))}
          onChange={(value) => {
            change({ tell: MISSED_TOLD.find((each) => each === value) ?? 'team' })
          }}
        />
      </SettingRow>
      <Group gap={8} mt={16}>
        <Button
          type="submit"
          loading={isBusy}
          disabled={!isChanged}
          title={isChanged ? undefined : t('targets.unchanged')}
        >
          {t('targets.save')}
        </Button>
        {isChanged && (
          <Button variant="subtle" onClick={reset}>
            {t('targets.reset')}
          </Button>
        )}
        {isSaved && !isChanged && (
          <span role="status" className={classes.saved}>
            <IconCircleCheck size={16} stroke={1.8} aria-hidden /> {t('targets.saved')}
          </span>
        )}
      </Group>
    </form>
  )
}

interface ExceptionRowProps {
  readonly place: number
  readonly exception: TargetException
  readonly names: Names
  readonly onChange: (patch: Partial<TargetException>) => void
  readonly onRemove: () => void
}

function ExceptionRow({ place, exception, names, onChange, onRemove }: ExceptionRowProps) {
  const { t } = useTranslation('supervisor')
  const teams = names.teams.map(({ id, name }) => ({ value: id, label: name }))
  const channels = names.channels.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className={classes.exception} role="group" aria-label={t('targets.exception', { place })}>
      <Select
        aria-label={t('targets.team')}
        allowDeselect={false}
        value={exception.teamId ?? ANY}
        data={[{ value: ANY, label: t('targets.anyTeam') }, ...teams]}
        onChange={(value) => {
          onChange({ teamId: names.teams.find(({ id }) => id === value)?.id ?? null })
        }}
      />
      <Select
        aria-label={t('targets.channel')}
        allowDeselect={false}
        value={exception.channelId ?? ANY}
        data={[{ value: ANY, label: t('targets.anyChannel') }, ...channels]}
        onChange={(value) => {
          onChange({ channelId: names.channels.find(({ id }) => id === value)?.id ?? null })
        }}
      />
      <Minutes
        label={t('targets.minutes')}
        ms={exception.answerWithinMs ?? SUGGESTED_MINUTES * MINUTE_MS}
        onChange={(ms) => {
          onChange({ answerWithinMs: ms })
        }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('targets.remove', { place })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
