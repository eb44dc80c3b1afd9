import { Button } from '@mantine/core'
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'

import type { Channel } from '#shared/domain/channel'
import { openFields, type TemplateFacts } from '#shared/domain/text-template'

import { useTranslation } from '../../../i18n/use-translation'
import { formatBytes } from '../../../ui/bytes'
import { useHasCome } from '../../../ui/clock-context'
import { GrowingField } from '../../../ui/GrowingField'
import { IconButton } from '../../../ui/IconButton'
import { IconAlertCircle, IconCheck, IconNote, IconPaperclip, IconSend2, IconTemplate } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { isAction } from '../../../ui/keys/key-table'
import { KeyCap } from '../../../ui/keys/KeyCap'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { SpokenLimit } from '../../../ui/SpokenLimit'
import { useStateOf } from '../../../ui/use-state-of'
import { numberFormat } from '../../../ui/number-format'
import { canSave, MAX_NOTE_TEXT, type Composer as ComposerModel } from '../model/composer.store'
import { textLimit } from '../model/text-limit'
import classes from './Composer.module.css'
import { ComposerImages } from './ComposerImages'
import { EditStrip } from './EditStrip'
import { SendLater } from './SendLater'
import { MENTION_LIST_ID, MentionList, mentionOptionId } from './MentionList'
import { useImageLimits } from './use-image-limits'
import { TEMPLATE_LIST_ID, TemplateList, templateOptionId } from './TemplateList'
import { useMentions } from './use-mentions'
import { useTemplates } from './use-templates'

export interface ComposerProps {
  readonly composer: ComposerModel
  readonly channel: Channel | null
  /** What the fields of a template stand for here. */
  readonly facts: TemplateFacts
  /** Why the client cannot be written to: then only comments can be. `null`: they can. */
  readonly silence: string | null
  /** What a message will do here besides being sent. */
  readonly hint: string | null
  /** A new number asks for focus. */
  readonly focusRequest: number
  /** ↑ in an empty box: changes the last own message where the channel can, else goes to the messages. */
  readonly onLeaveUp: () => void
  /** Ctrl+Z in an empty box: what was sent last comes back, while it can. */
  readonly onUndo: () => void
  /** Ctrl+Enter in an empty box: what is held leaves after all. */
  readonly onSendHeld: () => void
}

/** One for all conversations, which take turns in it. */
export function Composer({ composer, channel, facts, silence, hint, focusRequest, ...asked }: ComposerProps) {
  const { onLeaveUp, onUndo, onSendHeld } = asked
  const { t, i18n } = useTranslation(['chats', 'cases', 'common'])
  const { text, images, awaited, rejected, checking, problem, isNote, edited } = useStore(composer.store)
  const isTooLate = useHasCome(edited?.untilMs ?? null)
  const keyWords = useKeyWords()
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [isLaterOpen, setIsLaterOpen] = useStateOf(composer.chatId, () => false)
  const capabilities = channel?.capabilities ?? null
  const limits = useImageLimits(capabilities?.images ?? null)
  const files = capabilities?.files ?? null
  const limit = textLimit(text, isNote ? MAX_NOTE_TEXT : (capabilities?.maxTextLength ?? Number.POSITIVE_INFINITY))
  const mentions = useMentions(box, { of: composer.chatId, text, isNote }, (next) => {
    composer.setText(next)
  })
  const templates = useTemplates(
    box,
    { of: composer.chatId, text, isOff: isNote || edited !== null, facts },
    (next, files) => {
      composer.setText(next)
      composer.addTemplateFiles(files)
    },
  )
  const activeMention = mentions.offered[mentions.active]
  const activeTemplate = templates.offered[templates.active]
  const listId =
    mentions.offered.length > 0 ? MENTION_LIST_ID : templates.offered.length > 0 ? TEMPLATE_LIST_ID : undefined
  // Nobody means to send a field that was not filled.
  const [openField] = isNote || edited ? [] : openFields(text)
  const channelName = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const hasWords = text.trim() !== ''
  const awaitedFile = awaited.find(({ hasFailed }) => hasFailed) ?? awaited[0]

  useEffect(() => {
    box.current?.focus()
  }, [focusRequest, composer])

  const cannotSend =
    limit.kind === 'over'
      ? t(isNote ? 'cases:note.over' : 'composer.over', {
          limit: formatCount(limit.limit, i18n.language),
          by: limit.by,
        })
      : edited
        ? hasWords
          ? !isTooLate && canSave(text.trim(), capabilities)
            ? null
            : t('edit.over')
          : t('edit.nothing')
        : isNote
          ? hasWords
            ? null
            : t('cases:note.nothing')
          : checking > 0
            ? t('composer.checking')
            : awaitedFile
              ? t(awaitedFile.hasFailed ? 'fileProblem.notFetched' : 'composer.fetching', {
                  name: awaitedFile.file.name,
                })
              : openField !== undefined
                ? t('deed.text.field', { field: openField })
                : !hasWords && images.length === 0
                  ? t(files ? 'composer.nothingOrFile' : 'composer.nothing')
                  : null

  const toggleNote = (
    <IconButton
      label={t('cases:note.toggleHint')}
      action="note"
      isPressed={isNote}
      tooltipPosition="top"
      size={30}
      onClick={switchNote}
    >
      <IconNote size={19} />
    </IconButton>
  )
  function switchNote(): void {
    composer.setNote(!isNote)
    box.current?.focus()
  }
  useEffect(() => {
    const handleKeys = (event: globalThis.KeyboardEvent) => {
      if (!isAction(event, 'note') || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      composer.setNote(!composer.store.getState().isNote)
      box.current?.focus()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [composer])

  function send(atMs?: number): void {
    void composer.send(atMs)
    box.current?.focus()
  }
  function leaveEdit(): void {
    composer.leaveEdit()
    box.current?.focus()
  }
  function handleKeys(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || mentions.handleKey(event) || templates.handleKey(event)) return
    if (edited && isAction(event, 'back')) {
      event.preventDefault()
      event.stopPropagation()
      leaveEdit()
      return
    }
    if (isAction(event, 'send') || isAction(event, 'sendAlso')) {
      event.preventDefault()
      if (!cannotSend) send()
      else if (text === '' && isAction(event, 'sendAlso')) onSendHeld()
    } else if (isAction(event, 'sendLater') && !isNote && !edited) {
      event.preventDefault()
      if (!cannotSend) setIsLaterOpen(true)
    } else if (isAction(event, 'undoSend') && text === '' && !isNote && !edited) {
      event.preventDefault()
      onUndo()
    } else if (isAction(event, 'attach') && !isNote && !edited) {
      event.preventDefault()
      picker.current?.click()
    } else if (isAction(event, 'editLast') && text === '' && !edited) {
      event.preventDefault()
      onLeaveUp()
    }
  }
  function handlePaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || isNote || edited) return
    event.preventDefault()
    void composer.addImages(files)
  }

  const closed = silence !== null && (
    <div className={classes.closed} role="note">
      <IconAlertCircle size={17} aria-hidden />
      <span>{silence}</span>
      {toggleNote}
    </div>
  )
  if (closed && !isNote) return <div className={classes.root}>{closed}</div>
  return (
    <div className={classes.root}>
      {closed}
      {hint !== null && !isNote && <div className={classes.hint}>{hint}</div>}
      <div className={classes.box} data-note={isNote || undefined} data-over={limit.kind === 'over' || undefined}>
        {mentions.offered.length > 0 && (
          <MentionList agents={mentions.offered} active={mentions.active} onPick={mentions.pick} />
        )}
        {templates.offered.length > 0 && (
          <TemplateList templates={templates.offered} active={templates.active} onPick={templates.pick} />
        )}
        {problem && <InlineError>{t(`composer.${problem}`)}</InlineError>}
        {edited && <EditStrip edited={edited} channel={channel} onLeave={leaveEdit} />}
        {!isNote && !edited && (
          <ComposerImages
            composer={composer}
            images={images}
            awaited={awaited}
            rejected={rejected}
            checking={checking}
          />
        )}
        <GrowingField
          // Ctrl+Z must not bring back what was typed to another client.
          key={composer.chatId}
          ref={box}
          aria-label={t(isNote ? 'cases:note.field' : edited ? 'edit.field' : 'composer.label')}
          aria-autocomplete={isNote || templates.hasAny ? 'list' : 'none'}
          aria-controls={listId}
          aria-activedescendant={
            activeMention
              ? mentionOptionId(activeMention)
              : activeTemplate
                ? templateOptionId(activeTemplate)
                : undefined
          }
          aria-describedby="composer-note"
          aria-invalid={limit.kind === 'over' || undefined}
          placeholder={t(isNote ? 'cases:note.placeholder' : 'composer.placeholder')}
          value={text}
          onChange={(event) => {
            composer.setText(event.currentTarget.value)
            mentions.handleCaret()
            templates.handleCaret()
          }}
          onSelect={() => {
            mentions.handleCaret()
            templates.handleCaret()
          }}
          onKeyDown={handleKeys}
          onPaste={handlePaste}
          onBlur={() => {
            composer.flush()
          }}
        />
        <div className={classes.tools}>
          {!isNote && !edited && (
            <IconButton
              label={
                files
                  ? t('composer.attachFile', { size: formatBytes(files.maxBytes, i18n.language) })
                  : limits
                    ? t('composer.attachLimits', { types: limits.types, size: limits.size })
                    : t('composer.attach')
              }
              action="attach"
              disabledReason={
                capabilities && !capabilities.images && !files ? t('composer.noImages', { channel: channelName }) : null
              }
              tooltipPosition="top"
              size={30}
              onClick={() => picker.current?.click()}
            >
              <IconPaperclip size={19} />
            </IconButton>
          )}
          {!isNote && !edited && (
            <IconButton
              label={t('templates.open')}
              keys="/"
              disabledReason={templates.hasAny ? null : t('templates.none')}
              tooltipPosition="top"
              size={30}
              onClick={templates.open}
            >
              <IconTemplate size={19} />
            </IconButton>
          )}
          {silence === null && !edited && toggleNote}
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            {...(files ? {} : { accept: capabilities?.images?.types.join(',') ?? 'image/*' })}
            aria-label={t(files ? 'composer.attachAny' : 'composer.attach')}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])]
              event.currentTarget.value = ''
              if (files.length > 0) void composer.addImages(files)
              box.current?.focus()
            }}
          />
          <span id="composer-note" className={classes.note} data-over={limit.kind === 'over' || undefined}>
            {limit.kind === 'over' || openField !== undefined
              ? cannotSend
              : limit.kind === 'near'
                ? t('composer.left', { count: limit.left })
                : edited
                  ? t('edit.hint', { keys: keyWords.label('send') })
                  : isNote
                    ? t('cases:note.hint')
                    : hasWords && images.length > 0
                      ? t(images.some(({ isFile }) => isFile) ? 'composer.fileAndText' : 'composer.twoMessages')
                      : hasWords
                        ? t('composer.newLine')
                        : capabilities
                          ? t('composer.limitHint', {
                              limit: formatCount(capabilities.maxTextLength, i18n.language),
                            })
                          : ''}
          </span>
          <SpokenLimit
            kind={limit.kind}
            words={
              limit.kind === 'over'
                ? (cannotSend ?? '')
                : limit.kind === 'near'
                  ? t('composer.left', { count: limit.left })
                  : ''
            }
          />
          {!isNote && !edited && (
            <SendLater
              chatId={composer.chatId}
              isOpen={isLaterOpen}
              onOpenChange={setIsLaterOpen}
              cannotSend={cannotSend}
              onSend={send}
            />
          )}
          <Button
            size="sm"
            h={32}
            px={12}
            className={classes.send ?? ''}
            title={cannotSend ?? ''}
            aria-disabled={cannotSend !== null}
            {...(cannotSend === null ? {} : { 'data-disabled': true })}
            leftSection={edited ? <IconCheck size={17} aria-hidden /> : <IconSend2 size={17} aria-hidden />}
            rightSection={<KeyCap action="send" />}
            onClick={() => {
              if (!cannotSend) send()
            }}
          >
            {t(isNote ? 'cases:note.send' : edited ? 'common:save' : 'composer.send')}
          </Button>
        </div>
      </div>
    </div>
  )
}

function formatCount(count: number, language: string): string {
  return numberFormat(language).format(count)
}
