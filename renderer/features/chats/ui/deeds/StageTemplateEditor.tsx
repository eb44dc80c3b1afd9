import { Button, Group, SegmentedControl, Text, Textarea } from '@mantine/core'
import { useState } from 'react'

import type { StagesReply } from '#shared/contract/deeds'
import { MAX_TEMPLATE_TEXT } from '#shared/contract/templates'
import type { ChannelId } from '#shared/domain/ids'
import { toTemplate, unknownFields, type TemplateFacts } from '#shared/domain/text-template'

import { useTranslation } from '../../../../i18n/use-translation'
import type { AskFailure } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { LinkButton } from '../../../../ui/LinkButton'
import { AskedFailure } from './AskedFailure'
import classes from './Deeds.module.css'

export interface StageTemplateEditorProps {
  readonly channelId: ChannelId
  readonly vacancy: StagesReply['vacancy']
  readonly move: StagesReply['moves'][number]
  /** What the channel has filled its own text with. */
  readonly facts: TemplateFacts
  readonly onSaved: () => void
}

type Scope = 'vacancy' | 'allVacancies'

/** The words that go with this stage from now on: of this vacancy, or of all of the channel. */
export function StageTemplateEditor({ channelId, vacancy, move, facts, onSaved }: StageTemplateEditorProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText] = useState(() => {
    const known = move.template?.text ?? ''
    if (move.template?.from !== 'channel') return known
    return toTemplate(known, facts, {
      firstName: t('deed.template.field.firstName'),
      fullName: t('deed.template.field.fullName'),
      vacancy: t('deed.template.field.vacancy'),
    })
  })
  const [scope, setScope] = useState<Scope>(move.template?.from === 'allVacancies' ? 'allVacancies' : 'vacancy')
  const [failure, setFailure] = useState<AskFailure | null>(null)
  const [unknown] = unknownFields(text)
  const canSave = text.trim() !== '' && unknown === undefined

  async function save(): Promise<void> {
    if (!canSave) return
    const saved = await data.saveStageTemplate({
      channelId,
      stage: { externalId: move.externalId, title: move.stageTitle },
      vacancy: scope === 'vacancy' ? vacancy : null,
      text: text.trim(),
    })
    setFailure(saved.ok ? null : saved.error)
    if (!saved.ok) return
    setIsOpen(false)
    onSaved()
  }

  if (!isOpen) {
    return (
      <LinkButton
        onClick={() => {
          setIsOpen(true)
        }}
      >
        {t('deed.template.change')}
      </LinkButton>
    )
  }
  return (
    <div className={classes.editor} role="group" aria-label={t('deed.template.title', { stage: move.stageTitle })}>
      <Textarea
        label={t('deed.template.title', { stage: move.stageTitle })}
        description={t('deed.template.fields')}
        error={unknown === undefined ? null : t('deed.template.unknownField', { field: unknown })}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={MAX_TEMPLATE_TEXT}
        value={text}
        autoFocus
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <Text component="div" size="sm" mt={8} mb={4}>
        {t('deed.template.for')}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t('deed.template.for')}
        data={[
          { value: 'vacancy', label: t('deed.template.vacancy') },
          { value: 'allVacancies', label: t('deed.template.allVacancies') },
        ]}
        value={scope}
        onChange={(next) => {
          setScope(next === 'vacancy' ? 'vacancy' : 'allVacancies')
        }}
      />
      {failure && <AskedFailure failure={failure} onRetry={() => void save()} />}
      <Group gap={8} mt={10}>
        <Button
          size="compact-md"
          fz="sm"
          variant="light"
          aria-disabled={!canSave}
          {...(canSave ? {} : { 'data-disabled': true })}
          title={canSave ? '' : t('deed.text.empty')}
          onClick={() => void save()}
        >
          {t('deed.template.save')}
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          variant="subtle"
          onClick={() => {
            setIsOpen(false)
          }}
        >
          {t('common:cancel')}
        </Button>
      </Group>
    </div>
  )
}
