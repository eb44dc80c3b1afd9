import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { Channel } from '#shared/domain/channel'

import { IconButton } from '../../../ui/IconButton'
import { IconPaperclip, IconSend2 } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { matchesShortcut, shortcutLabel } from '../../../ui/shortcut'
import type { Composer as ComposerModel } from '../model/composer.store'
import { shortcuts } from '../model/shortcuts'
import { textLimit } from '../model/text-limit'
import classes from './Composer.module.css'
import { ComposerImages } from './ComposerImages'
import { useImageLimits } from './use-image-limits'

export interface ComposerProps {
  readonly composer: ComposerModel
  readonly channel: Channel | null
  /** A new number asks for focus. */
  readonly focusRequest: number
  /** ↑ in an empty box goes to the messages. */
  readonly onLeaveUp: () => void
}

/** Keeps Mantine's field from replacing what this one says of itself; missing from the types of Textarea. */
const OWN_ARIA = { withAria: false }

export function Composer({ composer, channel, focusRequest, onLeaveUp }: ComposerProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const { text, images, rejected, checking, problem } = useStore(composer.store)
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const capabilities = channel?.capabilities ?? null
  const limits = useImageLimits(capabilities?.images ?? null)
  const limit = textLimit(text, capabilities?.maxTextLength ?? Number.POSITIVE_INFINITY)
  const channelName = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const hasWords = text.trim() !== ''

  useEffect(() => {
    box.current?.focus()
  }, [focusRequest])

  const cannotSend =
    limit.kind === 'over'
      ? t('composer.over', { limit: formatCount(limit.limit, i18n.language), by: limit.by })
      : checking > 0
        ? t('composer.checking')
        : !hasWords && images.length === 0
          ? t('composer.nothing')
          : null

  function send(): void {
    void composer.send()
    box.current?.focus()
  }
  function handleKeys(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    if (matchesShortcut(event, shortcuts.send) || matchesShortcut(event, shortcuts.sendAlso)) {
      event.preventDefault()
      if (!cannotSend) send()
    } else if (matchesShortcut(event, shortcuts.attach)) {
      event.preventDefault()
      picker.current?.click()
    } else if (matchesShortcut(event, 'ArrowUp') && text === '') {
      event.preventDefault()
      onLeaveUp()
    }
  }
  function handlePaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    void composer.addImages(files)
  }

  return (
    <div className={classes.root}>
      <div className={classes.box} data-over={limit.kind === 'over' || undefined}>
        {problem && <InlineError>{t(`composer.${problem}`)}</InlineError>}
        <ComposerImages composer={composer} images={images} rejected={rejected} checking={checking} />
        <Textarea
          ref={box}
          variant="unstyled"
          autosize
          minRows={1}
          maxRows={10}
          classNames={{ input: classes.input ?? '' }}
          aria-label={t('composer.label')}
          aria-describedby="composer-note"
          aria-invalid={limit.kind === 'over' || undefined}
          {...OWN_ARIA}
          placeholder={t('composer.placeholder')}
          value={text}
          onChange={(event) => {
            composer.setText(event.currentTarget.value)
          }}
          onKeyDown={handleKeys}
          onPaste={handlePaste}
          onBlur={() => {
            composer.flush()
          }}
        />
        <div className={classes.tools}>
          <IconButton
            label={
              limits ? t('composer.attachLimits', { types: limits.types, size: limits.size }) : t('composer.attach')
            }
            keys={shortcutLabel(shortcuts.attach)}
            disabledReason={
              capabilities && !capabilities.images ? t('composer.noImages', { channel: channelName }) : null
            }
            tooltipPosition="top"
            size={30}
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={19} />
          </IconButton>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={capabilities?.images?.types.join(',') ?? 'image/*'}
            aria-label={t('composer.attach')}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])]
              event.currentTarget.value = ''
              if (files.length > 0) void composer.addImages(files)
              box.current?.focus()
            }}
          />
          <span
            id="composer-note"
            className={classes.note}
            data-over={limit.kind === 'over' || undefined}
            aria-live="polite"
          >
            {limit.kind === 'over'
              ? cannotSend
              : limit.kind === 'near'
                ? t('composer.left', { count: limit.left })
                : hasWords && images.length > 0
                  ? t('composer.twoMessages')
                  : hasWords
                    ? t('composer.newLine')
                    : capabilities
                      ? t('composer.limitHint', {
                          channel: channelName,
                          limit: formatCount(capabilities.maxTextLength, i18n.language),
                        })
                      : ''}
          </span>
          <Button
            size="sm"
            h={32}
            px={12}
            className={classes.send ?? ''}
            title={cannotSend ?? ''}
            aria-disabled={cannotSend !== null}
            {...(cannotSend === null ? {} : { 'data-disabled': true })}
            leftSection={<IconSend2 size={17} aria-hidden />}
            rightSection={<kbd className="key">{shortcutLabel(shortcuts.send)}</kbd>}
            onClick={() => {
              if (!cannotSend) send()
            }}
          >
            {t('composer.send')}
          </Button>
        </div>
      </div>
    </div>
  )
}

function formatCount(count: number, language: string): string {
  return new Intl.NumberFormat(language).format(count)
}
