import { Button, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../../i18n/use-translation'
import type { AskFailure, Candidate, ChatBeginning } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { AskedFailure } from './AskedFailure'
import classes from './Deeds.module.css'
import { DeedForm } from './DeedForm'
import { FirstMessage } from './FirstMessage'
import { useFirstMessage } from './use-first-message'

export interface NewChatDialogProps {
  /** Those that let one begin by a résumé; at least one. */
  readonly channels: readonly [Channel, ...Channel[]]
  readonly onConfirm: (beginning: ChatBeginning) => void
  readonly onClose: () => void
}

interface Looked {
  readonly channelId: Channel['id']
  readonly reference: string
  /** `null`: no answer yet. */
  readonly answer: Result<Candidate, AskFailure> | null
}

const LONGEST = 500

/** Spec M2, M3: a talk about no vacancy with whom a résumé's address names. Looking costs a view, so it is asked for. */
export function NewChatDialog({ channels, onConfirm, onClose }: NewChatDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [channelId, setChannelId] = useState(channels[0].id)
  const [reference, setReference] = useState('')
  const [looked, setLooked] = useState<Looked | null>(null)
  const [text, setText] = useState('')
  const channel = channels.find(({ id }) => id === channelId) ?? channels[0]
  const channelWord = t(`common:channelKind.${channel.kind}`)
  const current = looked?.channelId === channel.id && looked.reference === reference.trim() ? looked : null
  const candidate = current?.answer?.ok ? current.answer.value : null
  const first = useFirstMessage(channel, candidate, text)
  const isAsking = current !== null && current.answer === null
  const whyNotLook =
    reference.trim() === '' ? t('deed.newChat.empty') : isAsking ? t('deed.asking', { channel: channelWord }) : null

  async function look(): Promise<void> {
    const asked = { channelId: channel.id, reference: reference.trim() }
    setLooked({ ...asked, answer: null })
    const answer = await data.findCandidate(asked.channelId, asked.reference)
    setLooked((now) =>
      now?.channelId === asked.channelId && now.reference === asked.reference ? { ...asked, answer } : now,
    )
  }

  return (
    <DeedForm
      title={t('deed.newChat.title')}
      confirm={t(candidate ? 'deed.start.confirm' : 'deed.newChat.find')}
      whyNot={candidate ? first.whyNot : whyNotLook}
      onConfirm={() => {
        if (!candidate) void look()
        else if (first.beginning) onConfirm(first.beginning)
      }}
      onClose={onClose}
    >
      {channels.length > 1 && (
        <Select
          mb={12}
          label={t('deed.newChat.channel')}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={channel.id}
          allowDeselect={false}
          onChange={(next) => {
            const chosen = channels.find(({ id }) => id === next)
            if (chosen) setChannelId(chosen.id)
          }}
          comboboxProps={{ withinPortal: true }}
        />
      )}
      <TextInput
        label={t('deed.newChat.reference')}
        description={t('deed.newChat.hint', { channel: channelWord })}
        maxLength={LONGEST}
        data-autofocus
        mb={12}
        value={reference}
        onChange={(event) => {
          setReference(event.currentTarget.value)
        }}
      />
      {isAsking && (
        <Text size="sm" c="dimmed" role="status">
          {t('deed.asking', { channel: channelWord })}
        </Text>
      )}
      {current?.answer?.ok === false && <AskedFailure failure={current.answer.error} onRetry={() => void look()} />}
      {candidate && (
        <FirstMessage
          candidate={candidate}
          channelWord={channelWord}
          text={text}
          problem={first.whyNot}
          onText={setText}
        />
      )}
      {candidate?.hasOpenContacts === false && (
        <div className={classes.source}>
          <Button size="compact-sm" variant="subtle" onClick={() => void look()}>
            {t('deed.newChat.lookAgain')}
          </Button>
        </div>
      )}
    </DeedForm>
  )
}
