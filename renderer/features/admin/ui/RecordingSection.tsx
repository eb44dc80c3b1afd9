import { NumberInput, Select, Switch } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RecordingsContract } from '#shared/contract/ipc/recordings'
import { DEFAULT_RECORDING, MAX_KEEP_DAYS, type RecordingPolicy } from '#shared/domain/recording'

import { createClient } from '../../../ipc/client'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import type { AdministrationRest } from '../model/administration-rest'
import { AdminSection } from './AdminSection'
import { SaveBar } from './SaveBar'

const MODES = ['off', 'onDemand', 'always'] as const

/** Which talks the desks record. */
export function RecordingSection() {
  const { t } = useTranslation('admin')
  return (
    <AdminSection title={t('recording.title')} intro={t('recording.intro')}>
      {({ recording }, { act, rest, isBusy }) => (
        <RecordingForm policy={recording} isBusy={isBusy} onSave={(wished) => act(() => save(rest, wished))} />
      )}
    </AdminSection>
  )
}

/** This desk obeys at once; the others hear of it with their next call. */
async function save(rest: AdministrationRest, policy: RecordingPolicy) {
  const saved = await rest.saveRecording(policy)
  if (saved.ok) await createClient<RecordingsContract>('recordings').refreshPolicy()
  return saved
}

export interface RecordingFormProps {
  readonly policy: RecordingPolicy
  readonly isBusy: boolean
  readonly onSave: (policy: RecordingPolicy) => Promise<boolean>
}

export function RecordingForm({ policy, isBusy, onSave }: RecordingFormProps) {
  const { t } = useTranslation('admin')
  const [form, setForm] = useState(policy)
  const [isSaved, setSaved] = useState(false)
  const ids = { mode: useId(), announced: useId(), limited: useId(), days: useId() }
  const change = (patch: Partial<RecordingPolicy>): void => {
    setForm({ ...form, ...patch })
  }
  const isChanged = JSON.stringify(form) !== JSON.stringify(policy)
  const save = async (): Promise<boolean> => {
    const isDone = await onSave(form)
    setSaved(isDone)
    return isDone
  }
  const reset = (): void => {
    setForm(policy)
  }
  useUnsaved({ isChanged, save, discard: reset })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SettingRow label={t('recording.mode')} hint={t(`recording.modeHint.${form.mode}`)} htmlFor={ids.mode}>
        <Select
          id={ids.mode}
          allowDeselect={false}
          value={form.mode}
          data={MODES.map((value) => ({ value, label: t(`recording.modes.${value}`) }))}
          onChange={(value) => {
            const mode = MODES.find((each) => each === value)
            if (mode) change({ mode })
          }}
        />
      </SettingRow>
      <SettingRow label={t('recording.announced')} hint={t('recording.announcedHint')} htmlFor={ids.announced}>
        <Switch
          id={ids.announced}
          checked={form.isAnnounced}
          disabled={form.mode === 'off'}
          onChange={(event) => {
            change({ isAnnounced: event.currentTarget.checked })
          }}
        />
      </SettingRow>
      <SettingRow label={t('recording.limited')} hint={t('recording.limitedHint')} htmlFor={ids.limited}>
        <Switch
          id={ids.limited}
          checked={form.keepDays !== null}
          onChange={(event) => {
            change({ keepDays: event.currentTarget.checked ? DEFAULT_RECORDING.keepDays : null })
          }}
        />
      </SettingRow>
      {form.keepDays !== null && (
        <SettingRow label={t('recording.days')} htmlFor={ids.days}>
          <NumberInput
            id={ids.days}
            value={form.keepDays}
            min={1}
            max={MAX_KEEP_DAYS}
            clampBehavior="strict"
            allowDecimal={false}
            w={120}
            onChange={(value) => {
              if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_KEEP_DAYS)
                change({ keepDays: value })
            }}
          />
        </SettingRow>
      )}
      <SaveBar isChanged={isChanged} isBusy={isBusy} isSaved={isSaved} onReset={reset} />
    </form>
  )
}
