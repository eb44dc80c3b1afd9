import { NumberInput, Select, Switch } from '@mantine/core'
import { useId, useState } from 'react'

import type { RecordingsContract } from '#shared/contract/ipc/recordings'
import { DEFAULT_RECORDING, MAX_KEEP_DAYS, type RecordingPolicy } from '#shared/domain/recording'

import { useTranslation } from '../../../i18n/use-translation'
import { createClient } from '../../../ipc/client'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import type { AdministrationRest } from '../model/administration-rest'
import type { FormFile } from '../model/template-files'
import { useUploadFiles } from '../model/upload-files'
import { AdminSection } from './AdminSection'
import { AnnouncementField, type AnnouncementFieldProps } from './AnnouncementField'
import { SaveBar } from './SaveBar'

const MODES = ['off', 'onDemand', 'always'] as const

/** Which talks the desks record. */
export function RecordingSection() {
  const { t } = useTranslation('admin')
  const uploadFiles = useUploadFiles()
  return (
    <AdminSection title={t('recording.title')} intro={t('recording.intro')}>
      {({ recording }, { act, rest, isBusy }) => (
        <RecordingForm
          policy={recording}
          isBusy={isBusy}
          onCheck={(bytes) => createClient<RecordingsContract>('recordings').checkAnnouncement({ bytes })}
          onSave={(wished, file) =>
            act(async () => {
              const uploaded = await uploadFiles(file ? [file] : [])
              return uploaded.ok ? save(rest, wished) : uploaded
            })
          }
        />
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
  readonly onCheck: AnnouncementFieldProps['onCheck']
  /** `file`: of the announcement, where the hub has it not. */
  readonly onSave: (policy: RecordingPolicy, file: FormFile | null) => Promise<boolean>
}

export function RecordingForm({ policy, isBusy, onCheck, onSave }: RecordingFormProps) {
  const { t } = useTranslation('admin')
  const [form, setForm] = useState(policy)
  const [file, setFile] = useState<FormFile | null>(null)
  const [isSaved, setSaved] = useState(false)
  const ids = { mode: useId(), announced: useId(), limited: useId(), days: useId() }
  const change = (patch: Partial<RecordingPolicy>): void => {
    setForm({ ...form, ...patch })
  }
  const isChanged = JSON.stringify(form) !== JSON.stringify(policy)
  const save = async (): Promise<boolean> => {
    const isDone = await onSave(form, form.announcement?.fileId === file?.fileId ? file : null)
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
      {form.mode !== 'off' && form.isAnnounced && (
        <AnnouncementField
          announcement={form.announcement}
          onCheck={onCheck}
          onChange={(announcement, added) => {
            setFile(added)
            change({ announcement })
          }}
        />
      )}
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
