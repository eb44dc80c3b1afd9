import { Button, Group, Modal, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'

import { STATUS_COLOURS, type OwnStatus } from '#shared/domain/own-status'

import { useTranslation } from '../../../i18n/use-translation'
import { STATUS_LOOK } from '../../../ui/status-look'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import type { OwnStatusDraft } from '../model/administration-rest'
import classes from './Admin.module.css'

const NAME_LENGTH = 80
const NEW: OwnStatusDraft = {
  names: { ru: '', en: '' },
  colour: 'blue',
  takesCases: false,
  takesCalls: true,
  isBreak: false,
}

export interface StatusDialogProps {
  /** `null`: a new one. */
  readonly status: OwnStatus | null
  readonly isBusy: boolean
  /** Answers whether it is saved. */
  readonly onSave: (draft: OwnStatusDraft) => Promise<boolean>
  readonly onClose: () => void
}

export function StatusDialog({ status, isBusy, onSave, onClose }: StatusDialogProps) {
  const { t } = useTranslation('admin')
  const [draft, setDraft] = useState<OwnStatusDraft>(() => (status ? draftOf(status) : NEW))
  const [initial] = useState(() => JSON.stringify(draft))
  const change = (patch: Partial<OwnStatusDraft>) => {
    setDraft((before) => ({ ...before, ...patch }))
  }
  const { names } = draft
  const save = async (): Promise<boolean> => names.ru.trim() !== '' && onSave(draft)
  const leave = useUnsaved({ isChanged: JSON.stringify(draft) !== initial, save, discard: onClose })
  return (
    <Modal
      opened
      onClose={() => {
        leave(onClose)
      }}
      title={status ? t('statuses.edit', { name: status.names.ru }) : t('statuses.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput
          data-autofocus
          withAsterisk
          label={t('statuses.nameRu')}
          maxLength={NAME_LENGTH}
          value={names.ru}
          onChange={(event) => {
            change({ names: { ...names, ru: event.currentTarget.value } })
          }}
        />
        <TextInput
          label={t('statuses.nameEn')}
          description={t('statuses.nameEnHint')}
          maxLength={NAME_LENGTH}
          value={names.en}
          onChange={(event) => {
            change({ names: { ...names, en: event.currentTarget.value } })
          }}
        />
        <Select
          label={t('statuses.colour')}
          allowDeselect={false}
          value={draft.colour}
          leftSection={
            <i className={classes.statusDot} style={{ background: STATUS_LOOK[draft.colour] }} aria-hidden />
          }
          data={STATUS_COLOURS.map((value) => ({ value, label: t(`statuses.colours.${value}`) }))}
          onChange={(value) => {
            change({ colour: STATUS_COLOURS.find((each) => each === value) ?? draft.colour })
          }}
        />
        <Switch
          label={t('statuses.takesCases')}
          description={draft.isBreak ? t('statuses.takesCasesOff') : t('statuses.takesCasesHint')}
          disabled={draft.isBreak}
          checked={draft.takesCases}
          onChange={(event) => {
            change({ takesCases: event.currentTarget.checked })
          }}
        />
        <Switch
          label={t('statuses.takesCalls')}
          description={t('statuses.takesCallsHint')}
          checked={draft.takesCalls}
          onChange={(event) => {
            change({ takesCalls: event.currentTarget.checked })
          }}
        />
        <Switch
          label={t('statuses.isBreak')}
          description={draft.takesCases ? t('statuses.isBreakOff') : t('statuses.isBreakHint')}
          disabled={draft.takesCases}
          checked={draft.isBreak}
          onChange={(event) => {
            change({ isBreak: event.currentTarget.checked })
          }}
        />
        <Group gap={8}>
          <Button type="submit" loading={isBusy} disabled={names.ru.trim() === ''}>
            {t('save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function draftOf({ names, colour, takesCases, takesCalls, isBreak }: OwnStatus): OwnStatusDraft {
  return { names, colour, takesCases, takesCalls, isBreak }
}
