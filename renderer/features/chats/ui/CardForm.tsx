import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { ClientCardDraft } from '../../../data/desk-data'
import { toDraft, type CardForm as Form, type CardProblem } from '../model/card-form'
import classes from './ContextPanel.module.css'

export interface CardFormProps {
  readonly initial: Form
  readonly isNew: boolean
  readonly onSave: (draft: ClientCardDraft) => Promise<void>
  readonly onCancel: () => void
}

const NAME_LENGTH = 80
const COMMENT_LENGTH = 4000

export function CardForm({ initial, isNew, onSave, onCancel }: CardFormProps) {
  const { t } = useTranslation(['cases', 'common'])
  const [form, setForm] = useState(initial)
  const [problem, setProblem] = useState<CardProblem | null>(null)

  function change(part: Partial<Form>): void {
    setProblem(null)
    setForm((before) => ({ ...before, ...part }))
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const draft = await toDraft(form)
    if (draft.ok) await onSave(draft.value)
    else setProblem(draft.error)
  }
  const field = (name: 'lastName' | 'firstName' | 'patronymic' | 'position') => (
    <TextInput
      label={t(`card.${name}`)}
      value={form[name]}
      maxLength={NAME_LENGTH}
      autoFocus={name === 'lastName'}
      onChange={(event) => {
        change({ [name]: event.currentTarget.value })
      }}
    />
  )
  return (
    <form
      className={classes.form}
      aria-label={t(isNew ? 'card.create' : 'card.edit')}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      {field('lastName')}
      {field('firstName')}
      {field('patronymic')}
      <Textarea
        label={t('card.phones')}
        description={t('card.phonesHint')}
        autosize
        minRows={1}
        value={form.phones}
        error={problem?.kind === 'phoneWrong' ? t('card.phoneWrong', { phone: problem.phone }) : null}
        onChange={(event) => {
          change({ phones: event.currentTarget.value })
        }}
      />
      <Textarea
        label={t('card.emails')}
        description={t('card.emailsHint')}
        autosize
        minRows={1}
        value={form.emails}
        onChange={(event) => {
          change({ emails: event.currentTarget.value })
        }}
      />
      {field('position')}
      <Textarea
        label={t('card.comment')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={COMMENT_LENGTH}
        value={form.comment}
        error={problem?.kind === 'nameless' ? t('card.nameless') : null}
        onChange={(event) => {
          change({ comment: event.currentTarget.value })
        }}
      />
      <Group gap={8}>
        <Button type="submit" size="sm">
          {t(isNew ? 'card.create' : 'card.save')}
        </Button>
        <Button size="sm" variant="subtle" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
      </Group>
    </form>
  )
}
