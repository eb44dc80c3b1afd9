import { Button, Group, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'

import { MAX_TEMPLATE_TEXT } from '#shared/contract/templates'
import { unknownFields } from '#shared/domain/text-template'

import { useTranslation } from '../../../../i18n/use-translation'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import type { FormFile } from '../../model/template-files'
import classes from '../Admin.module.css'
import { TemplateFiles } from './TemplateFiles'

export interface TemplateWords {
  readonly name: string
  readonly text: string
  readonly files: readonly FormFile[]
}

export interface TemplateFormProps {
  readonly initial: TemplateWords
  /** One that is typed with «/»: it has a name of its own and may have files. */
  readonly isNamed: boolean
  readonly onSave: (words: TemplateWords) => Promise<boolean>
  readonly onCancel: () => void
}

const NAME_LENGTH = 80

export function TemplateForm({ initial, isNamed, onSave, onCancel }: TemplateFormProps) {
  const { t } = useTranslation('admin')
  const [name, setName] = useState(initial.name)
  const [text, setText] = useState(initial.text)
  const [files, setFiles] = useState(initial.files)
  const [isSaving, setIsSaving] = useState(false)
  const [unknown] = unknownFields(text)
  const isComplete = name.trim() !== '' && (text.trim() !== '' || files.length > 0)
  const canSave = isComplete && unknown === undefined && !isSaving
  const save = async (): Promise<boolean> => {
    if (!canSave) return false
    setIsSaving(true)
    const isSaved = await onSave({ name: name.trim(), text: text.trim(), files })
    setIsSaving(false)
    return isSaved
  }
  const isChanged = name !== initial.name || text !== initial.text || files !== initial.files
  useUnsaved({ isChanged, save, discard: onCancel })
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        // What was begun stays: only the button gives it up.
        if (event.key === 'Escape' && !isChanged) onCancel()
      }}
    >
      {isNamed && (
        <TextInput
          autoFocus
          label={t('templates.name')}
          maxLength={NAME_LENGTH}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
      )}
      <Textarea
        autoFocus={!isNamed}
        label={isNamed ? t('templates.text') : name}
        description={t('templates.fields')}
        error={unknown === undefined ? null : t('templates.unknownField', { field: unknown })}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={MAX_TEMPLATE_TEXT}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      {isNamed && <TemplateFiles files={files} onChange={setFiles} />}
      <Group gap={8}>
        <Button
          type="submit"
          loading={isSaving}
          aria-disabled={!canSave}
          {...(canSave ? {} : { 'data-disabled': true })}
          title={isComplete ? '' : t(isNamed ? 'templates.neededOrFile' : 'templates.needed')}
        >
          {t('save')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
}
