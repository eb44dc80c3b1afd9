import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

/** Whom a comment names: «@» and the whole name as the list offers it. The longest name at a place wins. */
export function mentionsOf(text: string, agents: readonly Agent[]): readonly AgentId[] {
  const found = splitMentions(text, agents).flatMap((part) => (part.agent ? [part.agent.id] : []))
  return [...new Set(found)]
}

export interface TextPart {
  readonly text: string
  readonly agent: Agent | null
}

export function splitMentions(text: string, agents: readonly Agent[]): readonly TextPart[] {
  const byLength = agents.filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length)
  const parts: TextPart[] = []
  let plainFrom = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const agent = byLength.find(({ name }) => text.startsWith(name, at + 1) && !isWord(text[at + 1 + name.length]))
    if (!agent) continue
    if (at > plainFrom) parts.push({ text: text.slice(plainFrom, at), agent: null })
    plainFrom = at + 1 + agent.name.length
    parts.push({ text: text.slice(at, plainFrom), agent })
  }
  if (plainFrom < text.length) parts.push({ text: text.slice(plainFrom), agent: null })
  return parts
}

/** What is being typed after «@» before the caret; `null`: no name is being typed. */
export interface MentionQuery {
  readonly from: number
  readonly typed: string
}

const LONGEST_NAME = 80

export function mentionAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(Math.max(0, caret - LONGEST_NAME), caret)
  const at = before.lastIndexOf('@')
  if (at === -1 || isWord(before[at - 1])) return null
  const typed = before.slice(at + 1)
  return typed.includes('\n') || typed.startsWith(' ') ? null : { from: caret - typed.length - 1, typed }
}

export function offerMentions(query: MentionQuery, agents: readonly Agent[]): readonly Agent[] {
  const typed = query.typed.toLowerCase()
  return agents.filter(
    ({ name, isRemoved }) => !isRemoved && name.toLowerCase() !== typed.trim() && isNamed(name.toLowerCase(), typed),
  )
}

/** By the beginning of any of its words. */
function isNamed(name: string, typed: string): boolean {
  return name.startsWith(typed) || name.split(/\s+/).some((word) => word.startsWith(typed))
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character)
}
