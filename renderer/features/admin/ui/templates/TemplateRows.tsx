import { Button } from '@mantine/core'
import { useState } from 'react'

import type { TemplateId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconPaperclip, IconPencil, IconPlus, IconTrash } from '../../../../ui/icons'
import classes from '../Admin.module.css'
import { RemoveDialog } from '../RemoveDialog'
import { TemplateForm, type TemplateWords } from './TemplateForm'
import own from './Templates.module.css'

export interface TemplateRow extends TemplateWords {
  readonly id: TemplateId
  /** What it goes with. */
  readonly about: string | null
}

export interface TemplateRowsProps {
  readonly rows: readonly TemplateRow[]
  readonly empty: string
  readonly consequence: string
  /** They have names of their own, and new ones are added here. */
  readonly isNamed: boolean
  readonly onSave: (id: TemplateId | null, words: TemplateWords) => Promise<boolean>
  readonly onRemove: (id: TemplateId) => void
}

const NOTHING: TemplateWords = { name: '', text: '', files: [] }

export function TemplateRows({ rows, empty, consequence, isNamed, onSave, onRemove }: TemplateRowsProps) {
  const { t } = useTranslation('admin')
  const [editing, setEditing] = useState<TemplateRow | 'new' | null>(null)
  const [removing, setRemoving] = useState<TemplateRow | null>(null)
  const form = editing && (
    <TemplateForm
      initial={editing === 'new' ? NOTHING : editing}
      isNamed={isNamed}
      onCancel={() => {
        setEditing(null)
      }}
      onSave={async (words) => {
        const isSaved = await onSave(editing === 'new' ? null : editing.id, words)
        if (isSaved) setEditing(null)
        return isSaved
      }}
    />
  )
  return (
    <>
      {rows.length === 0 && editing === null && <p className={classes.notice}>{empty}</p>}
      <ul className={classes.rows}>
        {rows.map((row) =>
          editing !== 'new' && editing?.id === row.id ? (
            <li key={row.id}>{form}</li>
          ) : (
            <li key={row.id} className={classes.row}>
              <span className={own.words}>
                <b>{row.name}</b>
                {row.about !== null && <small>{row.about}</small>}
                {row.text !== '' && <small className={own.text}>{row.text}</small>}
                {row.files.length > 0 && (
                  <small className={own.text}>
                    <IconPaperclip size={13} role="img" aria-label={t('templates.files')} />{' '}
                    {row.files.map(({ name }) => name).join(', ')}
                  </small>
                )}
              </span>
              <IconButton
                label={t('templates.edit', { name: row.name })}
                onClick={() => {
                  setEditing(row)
                }}
              >
                <IconPencil size={18} stroke={1.7} aria-hidden />
              </IconButton>
              <IconButton
                label={t('remove', { name: row.name })}
                onClick={() => {
                  setRemoving(row)
                }}
              >
                <IconTrash size={18} stroke={1.7} aria-hidden />
              </IconButton>
            </li>
          ),
        )}
      </ul>
      {editing === 'new' && form}
      {isNamed && editing === null && (
        <Button
          mt={8}
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            setEditing('new')
          }}
        >
          {t('templates.add')}
        </Button>
      )}
      {removing && (
        <RemoveDialog
          title={t('removeTitle', { name: removing.name })}
          consequence={consequence}
          onClose={() => {
            setRemoving(null)
          }}
          onConfirm={() => {
            onRemove(removing.id)
            setRemoving(null)
          }}
        />
      )}
    </>
  )
}
