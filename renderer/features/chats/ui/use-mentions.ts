import type { KeyboardEvent, RefObject } from 'react'

import { matchesShortcut } from '#shared/domain/keys/shortcut'
import type { Agent } from '#shared/domain/agent'
import type { ChatId } from '#shared/domain/ids'

import { mentionAt, offerMentions } from '../model/mentions'
import { useStateOf } from '../../../ui/use-state-of'
import { usePeople } from './names'

const MOST_OFFERED = 8

export interface Mentions {
  readonly offered: readonly Agent[]
  readonly active: number
  readonly handleCaret: () => void
  /** True when the key was meant for the list. */
  readonly handleKey: (event: KeyboardEvent) => boolean
  readonly pick: (agent: Agent) => void
}

/** Offers colleagues while a name is typed after «@» in a comment. */
export function useMentions(
  box: RefObject<HTMLTextAreaElement | null>,
  { of, text, isNote }: { readonly of: ChatId; readonly text: string; readonly isNote: boolean },
  setText: (text: string) => void,
): Mentions {
  const { agents } = usePeople()
  const [caret, setCaret] = useStateOf(of, () => 0)
  const [walked, setWalked] = useStateOf(of, () => 0)
  const [dismissedAt, setDismissedAt] = useStateOf<number | null>(of, () => null)
  const query = isNote ? mentionAt(text, Math.min(caret, text.length)) : null
  const offered = query && query.from !== dismissedAt ? offerMentions(query, agents).slice(0, MOST_OFFERED) : []
  const active = Math.min(walked, offered.length - 1)

  function pick(agent: Agent): void {
    if (!query) return
    const before = `${text.slice(0, query.from)}@${agent.name} `
    setText(before + text.slice(caret))
    setCaret(before.length)
    setWalked(0)
    requestAnimationFrame(() => {
      box.current?.setSelectionRange(before.length, before.length)
    })
  }

  return {
    offered,
    active,
    pick,
    handleCaret: () => {
      setCaret(box.current?.selectionStart ?? 0)
    },
    handleKey: (event) => {
      const agent = offered[active]
      if (!agent) return false
      if (matchesShortcut(event, 'ArrowDown')) setWalked((active + 1) % offered.length)
      else if (matchesShortcut(event, 'ArrowUp')) setWalked((active + offered.length - 1) % offered.length)
      else if (matchesShortcut(event, 'Enter') || matchesShortcut(event, 'Tab')) pick(agent)
      else if (matchesShortcut(event, 'Escape')) setDismissedAt(query?.from ?? null)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}
