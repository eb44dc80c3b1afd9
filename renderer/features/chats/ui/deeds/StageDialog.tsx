import { Checkbox, Select, Text, Textarea } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { StagesReply } from '#shared/contract/deeds'
import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import { fillTemplate } from '#shared/domain/text-template'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatRow, StageDraft } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { useOffers } from '../../../../data/use-offers'
import { templateFacts } from '../../model/template-facts'
import { AskedFailure } from './AskedFailure'
import { DeedForm } from './DeedForm'
import classes from './Deeds.module.css'
import { StageTemplateEditor } from './StageTemplateEditor'
import { problemOf } from './text-problem'
import { useAsked } from './use-asked'
import { useFirstField } from './use-first-field'

export interface StageDialogProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly onConfirm: (draft: StageDraft) => void
  readonly onClose: () => void
}

type Move = StagesReply['moves'][number]

/** Spec M13: where the response can be moved, and the message that goes with it, seen and changed beforehand. */
export function StageDialog({ chat, channel, me, onConfirm, onClose }: StageDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const offers = useOffers()
  const [answer, askAgain] = useAsked(useCallback(() => data.fetchStages(chat.id), [data, chat.id]))
  useFirstField(answer !== null)
  const [chosen, setChosen] = useState<string | null>(null)
  /** `null`: as the template has it. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isSilent, setIsSilent] = useState(false)
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const reply = answer?.ok ? answer.value : null
  const move = reply?.moves.find(({ externalId }) => externalId === chosen) ?? null
  const hasMessage = move !== null && move.message !== 'none' && !(isSilent && move.message === 'optional')
  const text = typed ?? filledTemplate(move, chat, me)
  const problem = move && hasMessage ? problemOf(text, channel?.capabilities.maxTextLength ?? Infinity) : null
  const whyNot = move
    ? problem && t(`deed.text.${problem.kind}`, { field: problem.kind === 'field' ? problem.field : '' })
    : t('deed.stage.choose')
  return (
    <DeedForm
      title={t('deed.stage.title')}
      confirm={t(hasMessage ? 'deed.stage.confirmAndSend' : 'deed.stage.confirm')}
      whyNot={whyNot}
      size={520}
      onConfirm={() => {
        if (!move) return
        const draft = { moveExternalId: move.externalId, stageTitle: move.stageTitle }
        onConfirm({ ...draft, text: hasMessage ? text : null })
      }}
      onClose={onClose}
    >
      {answer?.ok === false && <AskedFailure failure={answer.error} onRetry={askAgain} />}
      {!answer && (
        <Text size="sm" c="dimmed" role="status">
          {t('deed.asking', { channel: channelWord })}
        </Text>
      )}
      {reply && (
        <>
          <Text size="sm" mb={12}>
            {reply.current
              ? t('deed.stage.now', { vacancy: reply.vacancy.title, stage: reply.current.title })
              : reply.vacancy.title}
          </Text>
          {reply.moves.length === 0 ? (
            <Text size="sm">{t('deed.stage.none', { channel: channelWord })}</Text>
          ) : (
            <Select
              label={t('deed.stage.to')}
              placeholder={t('deed.stage.placeholder')}
              data={reply.moves.map((each) => ({ value: each.externalId, label: labelOf(each) }))}
              value={chosen}
              onChange={(next) => {
                setChosen(next)
                setTyped(null)
              }}
              data-autofocus
              comboboxProps={{ withinPortal: true }}
            />
          )}
        </>
      )}
      {reply?.wordless && (
        <Text size="sm" mt={14} role="note">
          {t(`deed.stage.wordless.${reply.wordless}`, { channel: channelWord })}
        </Text>
      )}
      {move && move.message === 'none' && (
        <Text size="sm" mt={14}>
          {t(reply?.wordless ? 'deed.stage.silent' : 'deed.stage.noMessage')}
        </Text>
      )}
      {move && move.message !== 'none' && (
        <>
          {move.message === 'optional' && (
            <Checkbox
              mt={14}
              label={t('deed.stage.withMessage')}
              checked={!isSilent}
              onChange={(event) => {
                setIsSilent(!event.currentTarget.checked)
              }}
            />
          )}
          {hasMessage ? (
            <Textarea
              mt={12}
              label={t('deed.message')}
              description={t('deed.stage.systemMessage')}
              error={problem && typed !== null ? whyNot : null}
              autosize
              minRows={4}
              maxRows={12}
              value={text}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
              }}
            />
          ) : (
            <Text size="sm" c="dimmed" mt={10}>
              {t('deed.stage.silent')}
            </Text>
          )}
          <div className={classes.source}>
            <span>{t(`deed.stage.from.${move.template?.from ?? 'none'}`, { channel: channelWord })}</span>
            {reply && offers('stageTemplates') && (
              <StageTemplateEditor
                key={move.externalId}
                channelId={chat.channelId}
                vacancy={reply.vacancy}
                move={move}
                facts={templateFacts(chat, me)}
                onSaved={() => {
                  setTyped(null)
                  askAgain()
                }}
              />
            )}
          </div>
        </>
      )}
    </DeedForm>
  )
}

/** «Пригласить → Собеседование», where the two differ. */
function labelOf({ title, stageTitle }: Move): string {
  return title === stageTitle ? title : `${title} → ${stageTitle}`
}

function filledTemplate(move: Move | null, chat: ChatRow, me: Agent | null): string {
  return move?.template ? fillTemplate(move.template.text, templateFacts(chat, me, move.stageTitle)) : ''
}
