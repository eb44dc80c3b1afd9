import { Button, Textarea } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'

import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconX } from '../../../ui/icons'
import { isAction } from '../../../ui/keys/key-table'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { MAX_NOTE_TEXT } from '../model/composer.store'
import { keepWhisper, keptWhisper } from '../model/whisper-drafts'
import { useNames } from './names'
import classes from './Watching.module.css'

export interface WhisperBoxProps {
  readonly chat: Pick<ChatRow, 'id'>
  /** `null`: the case is nobody's. */
  readonly to: AgentId | null
  readonly onLeave: () => void
  /** Stands there for as long as one looks on. */
  readonly isLasting?: boolean
}

/** A word to one colleague inside the conversation, never to the client (spec V2). */
export function WhisperBox({ chat, to, onLeave, isLasting = false }: WhisperBoxProps) {
  const { t } = useTranslation('chats')
  const keyWords = useKeyWords()
  const data = useDeskData()
  const names = useNames()
  const [text, setText] = useState(() => keptWhisper(chat.id))
  const words = text.trim()
  const change = (typed: string): void => {
    setText(typed)
    keepWhisper(chat.id, typed)
  }
  const send = (): void => {
    if (to === null || words === '') return
    void data.whisper(chat.id, to, words)
    change('')
  }
  const handleKeys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (isAction(event, 'send') || isAction(event, 'sendAlso')) send()
    else if (isAction(event, 'back')) onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className={classes.box} aria-label={t('whisper.send')}>
      {to === null ? (
        <p className={classes.nobody}>{t('whisper.nobody')}</p>
      ) : (
        <>
          <div className={classes.boxHead}>
            <span>{t('whisper.to', { name: names.agent(to) })}</span>
            {!isLasting && (
              <IconButton label={t('whisper.leave')} action="back" size={24} onClick={onLeave}>
                <IconX size={16} />
              </IconButton>
            )}
          </div>
          <div className={classes.line}>
            <Textarea
              aria-label={t('whisper.to', { name: names.agent(to) })}
              placeholder={t('whisper.placeholder')}
              autosize
              minRows={1}
              maxRows={6}
              maxLength={MAX_NOTE_TEXT}
              data-autofocus
              autoFocus
              value={text}
              onChange={(event) => {
                change(event.currentTarget.value)
              }}
              onKeyDown={handleKeys}
            />
            <Button
              disabled={words === ''}
              title={words === '' ? t('whisper.empty') : keyWords.label('send')}
              onClick={send}
            >
              {t('whisper.send')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
