import { Button, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconPlus, IconTrash } from '../../../ui/icons'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import classes from './Admin.module.css'
import { RemoveDialog } from './RemoveDialog'

const NAME_LENGTH = 80

export interface NamedRow {
  readonly id: string
  readonly name: string
  readonly about?: string
  /** Why it cannot be removed. */
  readonly keepReason?: string | null
}

export interface NamedRowsProps {
  /** «Добавить тему», «Название темы»… */
  readonly words: {
    readonly add: string
    readonly name: string
    readonly empty: string
    /** What happens to others when one is removed. */
    readonly consequence: string
  }
  readonly rows: readonly NamedRow[]
  readonly onSave: (id: string | null, name: string) => Promise<boolean>
  readonly onRemove: (row: NamedRow) => void
  readonly children?: ReactNode
}

/** A short list of names that can be added, renamed and removed in place. */
export function NamedRows({ words, rows, onSave, onRemove, children }: NamedRowsProps) {
  const { t } = useTranslation('admin')
  const [editing, setEditing] = useState<{ readonly id: string | null; readonly name: string } | null>(null)
  const [removing, setRemoving] = useState<NamedRow | null>(null)
  const row = rows.find(({ id }) => id === editing?.id)
  // Removed by a colleague meanwhile: what was typed stays, and is the name of a new one.
  const target = row?.id ?? null
  const isChanged = editing !== null && editing.name.trim() !== (row?.name ?? '')
  const save = async (): Promise<boolean> => {
    if (!editing || editing.name.trim() === '' || !(await onSave(target, editing.name.trim()))) return false
    // What was typed since is not saved.
    setEditing((now) => (now === editing ? null : now))
    return true
  }
  const stop = (): void => {
    setEditing(null)
  }
  useUnsaved({ isChanged, save, discard: stop })
  const field = editing && (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Group gap={8} align="flex-end">
        <TextInput
          autoFocus
          label={words.name}
          maxLength={NAME_LENGTH}
          value={editing.name}
          flex={1}
          onChange={(event) => {
            setEditing({ ...editing, name: event.currentTarget.value })
          }}
          onKeyDown={(event) => {
            // What was typed goes only by «Отменить».
            if (event.key === 'Escape' && !isChanged) stop()
          }}
        />
        <Button type="submit" disabled={editing.name.trim() === ''}>
          {t('save')}
        </Button>
        <Button variant="subtle" onClick={stop}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
  return (
    <>
      {rows.length === 0 && editing === null && <p className={classes.notice}>{words.empty}</p>}
      <ul className={classes.rows}>
        {rows.map((one) => (
          <li key={one.id} className={editing?.id === one.id ? undefined : classes.row}>
            {editing?.id === one.id ? (
              field
            ) : (
              <>
                <span>
                  <b>{one.name}</b>
                  {one.about && <small>{one.about}</small>}
                </span>
                <IconButton
                  label={t('rename', { name: one.name })}
                  disabledReason={isChanged ? t('finishName') : null}
                  onClick={() => {
                    setEditing({ id: one.id, name: one.name })
                  }}
                >
                  <IconPencil size={18} stroke={1.7} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('remove', { name: one.name })}
                  disabledReason={one.keepReason ?? null}
                  onClick={() => {
                    setRemoving(one)
                  }}
                >
                  <IconTrash size={18} stroke={1.7} aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {target === null && field}
      {editing === null && (
        <Button
          mt={8}
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            setEditing({ id: null, name: '' })
          }}
        >
          {words.add}
        </Button>
      )}
      {removing && (
        <RemoveDialog
          title={t('removeTitle', { name: removing.name })}
          consequence={words.consequence}
          onClose={() => {
            setRemoving(null)
          }}
          onConfirm={() => {
            onRemove(removing)
            setRemoving(null)
          }}
        />
      )}
      {children}
    </>
  )
}
