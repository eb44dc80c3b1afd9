import { Select, Text, Textarea } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import { fillTemplate } from '#shared/domain/text-template'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatRow, InvitationDraft } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { templateFacts } from '../../model/template-facts'
import { AskedFailure } from './AskedFailure'
import { DeedForm } from './DeedForm'
import { problemOf } from './text-problem'
import { useAsked } from './use-asked'
import { useFirstField } from './use-first-field'

export interface InviteDialogProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly onConfirm: (draft: InvitationDraft) => void
  readonly onClose: () => void
}

/** Spec M5: to a vacancy that is published now. */
export function InviteDialog({ chat, channel, me, onConfirm, onClose }: InviteDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [answer, askAgain] = useAsked(useCallback(() => data.fetchVacancies(chat.id), [data, chat.id]))
  useFirstField(answer !== null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const vacancies = answer?.ok ? answer.value : null
  const vacancy = vacancies?.find(({ externalId }) => externalId === chosen) ?? null
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const facts = templateFacts(chat, me)
  const offered = fillTemplate(t(facts.firstName ? 'deed.invite.text' : 'deed.invite.textNameless'), {
    ...facts,
    vacancy: vacancy?.title ?? '',
  })
  const text = typed ?? (vacancy ? offered : '')
  const problem = text.trim() === '' ? null : problemOf(text, channel?.capabilities.maxTextLength ?? Infinity)
  const whyNot = vacancy
    ? problem && t(`deed.text.${problem.kind}`, { field: problem.kind === 'field' ? problem.field : '' })
    : t('deed.invite.choose')
  return (
    <DeedForm
      title={t('deed.invite.title')}
      confirm={t('deed.invite.confirm')}
      whyNot={whyNot}
      onConfirm={() => {
        if (!vacancy) return
        onConfirm({ vacancyExternalId: vacancy.externalId, vacancyTitle: vacancy.title, text: text.trim() })
      }}
      onClose={onClose}
    >
      {answer?.ok === false && <AskedFailure failure={answer.error} onRetry={askAgain} />}
      {!answer && (
        <Text size="sm" c="dimmed" role="status">
          {t('deed.asking', { channel: channelWord })}
        </Text>
      )}
      {vacancies?.length === 0 && <Text size="sm">{t('deed.invite.none', { channel: channelWord })}</Text>}
      {vacancies && vacancies.length > 0 && (
        <>
          <Select
            label={t('deed.invite.vacancy')}
            placeholder={t('deed.invite.placeholder')}
            nothingFoundMessage={t('deed.invite.nothing')}
            data={vacancies.map(({ externalId, title }) => ({ value: externalId, label: title }))}
            value={chosen}
            onChange={setChosen}
            searchable
            data-autofocus
            comboboxProps={{ withinPortal: true }}
          />
          <Textarea
            mt={14}
            label={t('deed.message')}
            description={t('deed.invite.hint')}
            error={problem ? whyNot : null}
            autosize
            minRows={3}
            maxRows={10}
            value={text}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
            }}
          />
        </>
      )}
    </DeedForm>
  )
}
