import { Button, Group, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { MAX_TEMPLATE_TEXT } from '#shared/contract/templates'
import { unknownFields } from '#shared/domain/text-template'

import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import classes from '../Admin.module.css'

export interface TemplateWords {
  readonly name: string
  readonly text: string
}

export interface TemplateFormProps {
  readonly initial: TemplateWords
  readonly isNamed: boolean
  readonly onSave: (words: TemplateWords) => Promise<boolean>
  readonly onCancel: () => void
}

const NAME_LENGTH = 80

export function TemplateForm({ initial, isNamed, onSave, onCancel }: TemplateFormProps) {
  const { t } = useTranslation('admin')
  const [name, setName] = useState(initial.name)
  const [text, setText] = useState(initial.text)
  const [unknown] = unknownFields(text)
  const isComplete = name.trim() !== '' && text.trim() !== ''
  const canSave = isComplete && unknown === undefined
  const save = async (): Promise<boolean> => canSave && (await onSave({ name: name.trim(), text: text.trim() }))
  useUnsaved({ isChanged: name !== initial.name || text !== initial.text, save, discard: onCancel })
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
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
      <Group gap={8}>
        <Button
          type="submit"
          aria-disabled={!canSave}
          {...(canSave ? {} : { 'data-disabled': true })}
          title={isComplete ? '' : t('templates.needed')}
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
