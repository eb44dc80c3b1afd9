import type { ReactNode } from 'react'

import type { Channel } from '#shared/domain/channel'
import { clientNameOf } from '#shared/domain/client-name'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import type { FoundMessage } from '../../../data/found-message'
import { Avatar } from '../../../ui/Avatar'
import { useNow } from '../../../ui/clock-context'
import { fileUrl } from '../../../ui/file-url'
import { IconArrowDown, IconChevronRight, IconMessageCircle, IconNote } from '../../../ui/icons'
import { formatExact, formatListTime } from '../../../ui/time'
import type { PaletteRow } from '../model/palette-rows'
import { MarkedText } from '../../../ui/MarkedText'
import { formatPhone } from '../../../ui/phone'
import classes from './Palette.module.css'

const MINUTE_MS = 60_000

export interface PaletteOptionProps {
  readonly id: string
  readonly row: PaletteRow
  readonly isActive: boolean
  readonly channelKinds: ReadonlyMap<string, Channel['kind']>
  readonly onPoint: () => void
  readonly onRun: () => void
}

export function PaletteOption({ id, row, isActive, channelKinds, onPoint, onRun }: PaletteOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      onMouseMove={isActive ? undefined : onPoint}
      onClick={onRun}
    >
      <Content row={row} channelKinds={channelKinds} />
    </div>
  )
}

function Content({ row, channelKinds }: Pick<PaletteOptionProps, 'row' | 'channelKinds'>) {
  const { t } = useTranslation('palette')
  switch (row.kind) {
    case 'command':
      return (
        <>
          <Glyph>
            <IconChevronRight size={18} />
          </Glyph>
          <span className={classes.name}>{row.command.label}</span>
          {row.command.place !== null && <span className={classes.place}>{row.command.place}</span>}
          {row.command.keys !== null && <kbd className="key">{row.command.keys}</kbd>}
        </>
      )
    case 'chat':
      return <ChatWords chat={row.chat} kind={channelKinds.get(row.chat.channelId) ?? null} />
    case 'message':
      return <MessageWords found={row.found} />
    case 'more':
      return (
        <>
          <Glyph>
            <IconArrowDown size={18} />
          </Glyph>
          <span className={classes.name}>{t('more', { count: row.left })}</span>
        </>
      )
  }
}

function ChatWords({ chat, kind }: { readonly chat: ChatRow; readonly kind: Channel['kind'] | null }) {
  const { t } = useTranslation(['palette', 'common'])
  const name = clientNameOf(chat) || t('common:guest')
  const phone = chat.clientPhone ?? chat.card?.phones[0] ?? chat.response?.phones[0]
  const facts = [
    chat.response?.vacancy.title ?? chat.subject?.title,
    phone === undefined ? undefined : formatPhone(phone),
    t('case', { number: chat.case.number }),
  ]
  return (
    <>
      <Avatar
        name={name}
        seed={chat.clientId}
        size={32}
        imageUrl={chat.avatarFileId ? fileUrl(chat.avatarFileId) : null}
        mark={kind && { kind, label: t(`common:channelKind.${kind}`) }}
      />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>{facts.filter((fact) => fact !== undefined && fact !== '').join(' · ')}</span>
      </span>
      <At atMs={chat.lastAtMs} />
    </>
  )
}

function MessageWords({ found }: { readonly found: FoundMessage }) {
  const { t } = useTranslation(['palette', 'common'])
  return (
    <>
      <Glyph>{found.kind === 'note' ? <IconNote size={18} /> : <IconMessageCircle size={18} />}</Glyph>
      <span className={classes.words}>
        <span className={classes.name}>{found.clientName || t('common:guest')}</span>
        <span className={classes.snippet}>
          {found.direction === 'out' && <span className={classes.who}>{t('out')} </span>}
          <MarkedText text={found.snippet.text} stretches={found.snippet.found} />
        </span>
      </span>
      <At atMs={found.atMs} />
    </>
  )
}

function At({ atMs }: { readonly atMs: number }) {
  const { i18n } = useTranslation()
  const nowMs = useNow(MINUTE_MS)
  return (
    <time className={classes.time} dateTime={new Date(atMs).toISOString()} title={formatExact(atMs, i18n.language)}>
      {formatListTime(atMs, nowMs, i18n.language)}
    </time>
  )
}

function Glyph({ children }: { readonly children: ReactNode }) {
  return (
    <span className={classes.glyph} aria-hidden>
      {children}
    </span>
  )
}
