import { Button, Group, Modal, Text } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'

import type { PastRevision } from '#shared/contract/revisions'
import type { Message, MessageContent } from '#shared/domain/message'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { formatMoment } from '../../../ui/time'
import { previewOf } from '../model/preview'
import { useNames } from './names'
import classes from './RevisionsDialog.module.css'

export interface RevisionsDialogProps {
  readonly message: Message
  readonly onClose: () => void
}

/** What stood in a message before it was changed or deleted, for those who answer for the agents (spec M9, V5). */
export function RevisionsDialog({ message, onClose }: RevisionsDialogProps) {
  const { t } = useTranslation(['chats', 'common', 'cases'])
  const data = useDeskData()
  const [reply, setReply] = useState<Result<readonly PastRevision[], 'offline'> | null>(null)
  const ask = useCallback(() => {
    void data.fetchRevisions(message.id).then(setReply)
  }, [data, message.id])
  useEffect(ask, [ask])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('audit.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" c="dimmed" mb={12}>
        {t('audit.hint')}
      </Text>
      {reply?.ok === true &&
        (reply.value.length === 0 ? (
          <Text size="sm">{t('audit.empty')}</Text>
        ) : (
          <ol className={classes.list}>
            {reply.value.map((revision) => (
              <RevisionItem key={`${String(revision.atMs)}-${revision.kind}`} revision={revision} />
            ))}
          </ol>
        ))}
      {reply?.ok === false && <Text size="sm">{t('cases:history.offline')}</Text>}
      <Group justify="flex-end" gap={8} mt={16}>
        {reply?.ok === false && (
          <Button variant="subtle" onClick={ask}>
            {t('cases:history.retry')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </Group>
    </Modal>
  )
}

function RevisionItem({ revision }: { readonly revision: PastRevision }) {
  const { t, i18n } = useTranslation('chats')
  const names = useNames()
  const { kind, agentId, atMs, before, afterText, outcome } = revision
  const who = agentId === null ? t('audit.outside') : names.agent(agentId)
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span>
          {t(`audit.${kind}`, { name: who })}
          {outcome !== 'done' && ` · ${t(`audit.outcome.${outcome}`)}`}
        </span>
        <time dateTime={new Date(atMs).toISOString()}>{formatMoment(atMs, i18n.language)}</time>
      </div>
      <Text size="sm" className={classes.before}>
        {t('audit.before')} <WordsOf content={before} />
      </Text>
      {afterText !== null && (
        <Text size="sm">
          {t('audit.after')} <bdi>{afterText}</bdi>
        </Text>
      )}
    </li>
  )
}

function WordsOf({ content }: { readonly content: MessageContent }) {
  const { t } = useTranslation('chats')
  if (content.kind === 'text') return <bdi>{content.text}</bdi>
  const preview = previewOf(content)
  return <bdi>{preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}</bdi>
}
