import { Button, Select, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { TopicId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { formatMoment } from '../../../ui/time'
import { MAX_NOTE_TEXT } from '../model/composer.store'
import { mentionsOf } from '../model/mentions'
import type { ChatsStore } from '../model/chats.store'
import classes from './ContextPanel.module.css'
import { LinkedFact } from './LinkedFact'
import { usePeople } from './names'
import { useStateWords } from './use-state-words'
import { WaitingTime } from './WaitingTime'

export interface CaseTabProps {
  readonly chats: ChatsStore
  readonly chat: ChatRow
  readonly me: Agent | null
}

/** Spec Q11: topic, comment, save; and what the case is tied to (C3). */
export function CaseTab({ chats, chat, me }: CaseTabProps) {
  const { t, i18n } = useTranslation('cases')
  const data = useDeskData()
  const { agents } = usePeople()
  const { case: present } = chat
  const stateWords = useStateWords(present, me?.id ?? null)
  const [topic, setTopic] = useState<TopicId | null>(present.topicId)
  const [knownTopic, setKnownTopic] = useState(present.topicId)
  const [comment, setComment] = useState(chats.commentOf(chat.id))
  const [isSaved, setIsSaved] = useState(false)
  // A colleague's choice shows as long as none of one's own waits to be saved.
  if (present.topicId !== knownTopic) {
    setKnownTopic(present.topicId)
    if (topic === knownTopic) setTopic(present.topicId)
  }
  const words = comment.trim()
  const canSave = topic !== present.topicId || words !== ''

  function write(text: string): void {
    setIsSaved(false)
    setComment(text)
    chats.keepComment(chat.id, text)
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!canSave) return
    if (topic !== present.topicId) await data.setCaseTopic(chat.id, topic)
    if (words !== '') {
      await data.addNote(chat.id, words, mentionsOf(words, agents))
      write('')
    }
    setIsSaved(true)
  }

  return (
    <>
      <section className={classes.section}>
        <dl className={classes.facts}>
          <dt>{t('form.number')}</dt>
          <dd className="tabular">{new Intl.NumberFormat(i18n.language).format(present.number)}</dd>
          <dt>{t('form.state')}</dt>
          <dd>{stateWords}</dd>
          <dt>{t('form.opened')}</dt>
          <dd>{formatMoment(present.openedAtMs, i18n.language)}</dd>
          {present.waitingSinceMs !== null && (
            <>
              <dt>{t('form.waiting')}</dt>
              <dd>
                <WaitingTime chat={chat} sinceMs={present.waitingSinceMs} />
              </dd>
            </>
          )}
        </dl>
      </section>
      <section className={classes.section}>
        <form className={classes.form} onSubmit={(event) => void save(event)}>
          <TopicField
            value={topic}
            onChange={(chosen) => {
              setIsSaved(false)
              setTopic(chosen)
            }}
          />
          <Textarea
            label={t('form.comment')}
            placeholder={t('form.commentPlaceholder')}
            description={t('note.hint')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={MAX_NOTE_TEXT}
            value={comment}
            onChange={(event) => {
              write(event.currentTarget.value)
            }}
          />
          <div className={classes.saving}>
            <Button
              type="submit"
              size="sm"
              aria-disabled={!canSave}
              {...(canSave ? {} : { 'data-disabled': true })}
              title={canSave ? '' : t('form.nothing')}
            >
              {t('form.save')}
            </Button>
            <span role="status">{isSaved && !canSave ? t('form.saved') : ''}</span>
          </div>
        </form>
      </section>
      <section className={classes.section}>
        <dl className={classes.facts}>
          <LinkedFact
            label={t('form.deal')}
            value={present.deal?.title ?? null}
            onSave={(title) => void data.linkDeal(chat.id, title)}
          />
          <LinkedFact
            label={t('form.organisation')}
            value={present.organisation?.name ?? null}
            onSave={(name) => void data.linkOrganisation(chat.id, name)}
          />
        </dl>
      </section>
    </>
  )
}

interface TopicFieldProps {
  readonly value: TopicId | null
  readonly onChange: (topic: TopicId | null) => void
}

function TopicField({ value, onChange }: TopicFieldProps) {
  const { t } = useTranslation(['cases', 'common'])
  const { directory } = usePeople()
  const topics = directory.topics.filter(({ id, isRemoved }) => !isRemoved || id === value)
  return (
    <Select
      label={t('form.topic')}
      placeholder={t('form.topicPlaceholder')}
      nothingFoundMessage={t('form.noTopics')}
      data={topics.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={(chosen) => {
        onChange(chosen)
      }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.unlink') }}
    />
  )
}
