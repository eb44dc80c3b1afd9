import { Modal } from '@mantine/core'
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'

import { matchesShortcut } from '#shared/domain/keys/shortcut'
import type { ChatId, MessageId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { IconSearch } from '../../../ui/icons'
import { NothingFound } from '../../../ui/illustrations/NothingFound'
import { rowKey, type PaletteCommand, type PaletteRow } from '../model/palette-rows'
import classes from './Palette.module.css'
import { PaletteFilters } from './PaletteFilters'
import { PaletteOption } from './PaletteOption'
import { PaletteStatus } from './PaletteStatus'
import { usePalette } from './use-palette'

export interface PaletteProps {
  readonly commands: readonly PaletteCommand[]
  readonly onOpenChat: (id: ChatId) => void
  /** `typed`: for which words it was found. */
  readonly onOpenMessage: (chatId: ChatId, messageId: MessageId, typed: string) => void
  readonly onClose: () => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -6, PageDown: 6 }

/** One box over chats, people, phones, numbers of cases, messages and commands (spec F3, F4), by keyboard alone. */
export function Palette({ commands, onOpenChat, onOpenMessage, onClose }: PaletteProps) {
  const { t } = useTranslation(['palette', 'common'])
  const palette = usePalette(commands)
  const { typed, sections } = palette
  const rows = sections.flatMap((section) => section.rows)
  const [active, setActive] = useState<{ readonly typed: string; readonly key: string } | null>(null)
  /** Enter was pressed before the answer was there: it is opened when it is. */
  const awaited = useRef<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const at = Math.max(0, active?.typed === typed ? rows.findIndex((row) => rowKey(row) === active.key) : 0)
  const activeRow = rows[at]
  const activeKey = activeRow ? rowKey(activeRow) : null
  const optionId = (key: string) => `${listId}-${key}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [activeKey])

  function run(row: PaletteRow): void {
    if (row.kind === 'more') {
      palette.showMore()
      return
    }
    onClose()
    if (row.kind === 'command') row.command.run()
    else if (row.kind === 'chat') onOpenChat(row.chat.id)
    else onOpenMessage(row.found.chatId, row.found.id, palette.words)
  }

  function handleKeys(event: KeyboardEvent): void {
    const step = STEPS[event.code]
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
      if (next) setActive({ typed, key: rowKey(next) })
    } else if (matchesShortcut(event, 'Enter')) {
      if (!palette.isSettled) awaited.current = typed
      else if (activeRow) run(activeRow)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const runAwaited = useEffectEvent(() => {
    const isAwaited = awaited.current === typed
    awaited.current = null
    if (activeRow && isAwaited) run(activeRow)
  })
  useEffect(() => {
    if (palette.isSettled) runAwaited()
  }, [palette.isSettled])

  const isNothing = palette.isSettled && palette.hub !== 'asking' && rows.length === 0
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={640}
      centered={false}
      yOffset="10vh"
      attributes={{ content: { 'aria-label': t('label') } }}
      transitionProps={{ duration: 0 }}
    >
      <div className={classes.root} onKeyDown={handleKeys}>
        <div className={classes.box}>
          <IconSearch size={18} aria-hidden />
          <input
            data-autofocus
            className={classes.input}
            type="text"
            role="combobox"
            aria-label={t('label')}
            aria-expanded={rows.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={activeKey === null ? undefined : optionId(activeKey)}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('placeholder')}
            value={typed}
            onChange={(event) => {
              palette.type(event.currentTarget.value)
            }}
          />
          <kbd className="key">Esc</kbd>
        </div>
        <PaletteFilters narrowing={palette.narrowing} />
        <div ref={list} id={listId} role="listbox" aria-label={t('found')} className={classes.list}>
          {sections.map(({ name, rows: own }) => (
            <div key={name} role="group" aria-labelledby={optionId(`section-${name}`)}>
              <div id={optionId(`section-${name}`)} className={classes.section}>
                {t(`section.${name}`)}
              </div>
              {own.map((row) => {
                const key = rowKey(row)
                return (
                  <PaletteOption
                    key={key}
                    id={optionId(key)}
                    row={row}
                    isActive={key === activeKey}
                    channelKinds={palette.channelKinds}
                    onPoint={() => {
                      setActive({ typed, key })
                    }}
                    onRun={() => {
                      run(row)
                    }}
                  />
                )
              })}
            </div>
          ))}
        </div>
        {isNothing && (
          <EmptyState picture={<NothingFound />} title={t('nothing')} hint={`${t('nothingHint')} ${t('filterHint')}`} />
        )}
        <PaletteStatus
          sections={sections}
          index={palette.messages?.index ?? null}
          hub={palette.hub}
          isSettled={palette.isSettled}
        />
      </div>
    </Modal>
  )
}
