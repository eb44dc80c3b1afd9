import type { KeyboardEvent, RefObject } from 'react'

import {
  fillTemplate,
  openFields,
  type TemplateFacts,
  type TemplateFile,
  type TextTemplate,
} from '#shared/domain/text-template'

import type { ChatId } from '#shared/domain/ids'
import { matchesShortcut } from '#shared/domain/keys/shortcut'

import { offerTemplates, templateAt } from '../model/template-query'
import { useStateOf } from '../../../ui/use-state-of'
import { usePeople } from './names'

const MOST_OFFERED = 20
const NONE: readonly TextTemplate[] = []

export interface Templates {
  readonly offered: readonly TextTemplate[]
  /** Is there any at all? */
  readonly hasAny: boolean
  readonly active: number
  readonly handleCaret: () => void
  /** True when the key was meant for the list. */
  readonly handleKey: (event: KeyboardEvent) => boolean
  readonly pick: (template: TextTemplate) => void
  /** As if «/» were typed at the end. */
  readonly open: () => void
}

/** Offers kept texts while «/» is typed, and puts the chosen one in its place with its fields filled and its files beside it (spec M21). */
export function useTemplates(
  box: RefObject<HTMLTextAreaElement | null>,
  {
    of,
    text,
    isOff,
    facts,
  }: { readonly of: ChatId; readonly text: string; readonly isOff: boolean; readonly facts: TemplateFacts },
  put: (text: string, files: readonly TemplateFile[]) => void,
): Templates {
  const templates = usePeople().directory.templates ?? NONE
  const [caret, setCaret] = useStateOf(of, () => 0)
  const [walked, setWalked] = useStateOf(of, () => 0)
  const [dismissedAt, setDismissedAt] = useStateOf<number | null>(of, () => null)
  const query = isOff || templates.length === 0 ? null : templateAt(text, Math.min(caret, text.length))
  const offered = query && query.from !== dismissedAt ? offerTemplates(query, templates).slice(0, MOST_OFFERED) : NONE
  const active = Math.min(walked, offered.length - 1)

  function select(from: number, to: number): void {
    setCaret(to)
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(from, to)
    })
  }

  function pick(template: TextTemplate): void {
    if (!query) return
    const filled = fillTemplate(template.text, facts)
    const before = text.slice(0, query.from)
    put(before + filled + text.slice(Math.min(caret, text.length)), template.files ?? [])
    setWalked(0)
    // What could not be filled is typed over next.
    const [field] = openFields(filled)
    const at = before.length + (field === undefined ? filled.length : filled.indexOf(field))
    select(at, at + (field?.length ?? 0))
  }

  return {
    offered,
    hasAny: templates.length > 0,
    active,
    pick,
    open: () => {
      const next = text === '' || /\s$/.test(text) ? `${text}/` : `${text} /`
      setDismissedAt(null)
      put(next, [])
      select(next.length, next.length)
    },
    handleCaret: () => {
      setCaret(box.current?.selectionStart ?? 0)
    },
    handleKey: (event) => {
      const template = offered[active]
      if (!template) return false
      if (matchesShortcut(event, 'ArrowDown')) setWalked((active + 1) % offered.length)
      else if (matchesShortcut(event, 'ArrowUp')) setWalked((active + offered.length - 1) % offered.length)
      else if (matchesShortcut(event, 'Enter') || matchesShortcut(event, 'Tab')) pick(template)
      else if (matchesShortcut(event, 'Escape')) setDismissedAt(query?.from ?? null)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}
