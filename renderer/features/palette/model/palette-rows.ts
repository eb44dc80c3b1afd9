import { findIn } from '#shared/domain/name-search/find-in'
import { parseNameQuery } from '#shared/domain/name-search/name-query'
import { Rank } from '#shared/domain/name-search/rank'

import type { ChatRow } from '../../../data/desk-data'
import { findableOf } from '../../../data/findable-chat'
import type { FoundMessage } from '../../../data/found-message'

/** Something that the desk does, found by its words. */
export interface PaletteCommand {
  readonly id: string
  readonly label: string
  /** What else it is looked for by, and shown beside it: the part of the desk it belongs to. */
  readonly place: string | null
  /** As `shortcutLabel` shows it. */
  readonly keys: string | null
  readonly run: () => void
}

export type PaletteRow =
  | { readonly kind: 'command'; readonly command: PaletteCommand }
  | { readonly kind: 'chat'; readonly chat: ChatRow }
  | { readonly kind: 'message'; readonly found: FoundMessage }
  /** Brings more messages. */
  | { readonly kind: 'more'; readonly left: number }

export type SectionName = 'commands' | 'recent' | 'chats' | 'messages' | 'hub' | 'alike'

export interface PaletteSection {
  readonly name: SectionName
  readonly rows: readonly PaletteRow[]
}

export interface Found {
  readonly typed: string
  readonly commands: readonly PaletteCommand[]
  readonly chats: readonly ChatRow[]
  readonly messages: readonly FoundMessage[]
  readonly messageCount: number
  /** What the hub found. */
  readonly beyond: readonly FoundMessage[]
}

const MAX_COMMANDS = 4
const MAX_RECENT = 5

/**
 * One list of everything, the surest first: commands by their words, people found by name, phone or number, what was
 * said; and last those who are only spelled alike, or have these letters in the middle.
 */
export function toSections({
  typed,
  commands,
  chats,
  messages,
  messageCount,
  beyond,
}: Found): readonly PaletteSection[] {
  const query = parseNameQuery(typed)
  if (!query)
    return filled([
      { name: 'recent', rows: chats.slice(0, MAX_RECENT).map(toChatRow) },
      { name: 'commands', rows: commands.map(toCommandRow) },
    ])
  const isSure = (chat: ChatRow) => (findIn(findableOf(chat), query) ?? Rank.similar) <= Rank.readPrefix
  const sure = chats.filter(isSure)
  const alike = chats.filter((chat) => !isSure(chat))
  const left = messageCount - messages.length
  const here = new Set(messages.map(({ id }) => id))
  return filled([
    { name: 'commands', rows: matching(commands, typed).slice(0, MAX_COMMANDS).map(toCommandRow) },
    { name: 'chats', rows: sure.map(toChatRow) },
    {
      name: 'messages',
      rows: [
        ...messages.map((found): PaletteRow => ({ kind: 'message', found })),
        ...(left > 0 && messages.length > 0 ? [{ kind: 'more', left } as const] : []),
      ],
    },
    {
      name: 'hub',
      rows: beyond.filter(({ id }) => !here.has(id)).map((found) => ({ kind: 'message', found })),
    },
    { name: 'alike', rows: alike.map(toChatRow) },
  ])
}

/** Commands are few: those whose words begin with what was typed, in either alphabet and layout. */
function matching(commands: readonly PaletteCommand[], typed: string): readonly PaletteCommand[] {
  const query = parseNameQuery(typed)
  if (!query) return []
  const ranked = commands.flatMap((command) => {
    const rank = findIn({ texts: [command.label, command.place ?? ''], phones: [], caseNumber: -1 }, query)
    return rank !== null && rank <= Rank.readPrefix ? [{ command, rank }] : []
  })
  return ranked.sort((a, b) => a.rank - b.rank).map(({ command }) => command)
}

export function rowKey(row: PaletteRow): string {
  switch (row.kind) {
    case 'command':
      return `command-${row.command.id}`
    case 'chat':
      return `chat-${row.chat.id}`
    case 'message':
      return `message-${row.found.id}`
    case 'more':
      return 'more'
  }
}

function toCommandRow(command: PaletteCommand): PaletteRow {
  return { kind: 'command', command }
}

function toChatRow(chat: ChatRow): PaletteRow {
  return { kind: 'chat', chat }
}

function filled(sections: readonly PaletteSection[]): readonly PaletteSection[] {
  return sections.filter(({ rows }) => rows.length > 0)
}
