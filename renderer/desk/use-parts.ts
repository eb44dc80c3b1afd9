import { useEffect } from 'react'

import { isAction } from '../ui/keys/key-table'

/** Where the keyboard goes on in a part; elsewhere at its first control. */
const STARTS: Readonly<Record<string, string>> = {
  rail: '[aria-current=page]',
  list: '#chat-list, [role=searchbox]',
  conversation: 'textarea',
  context: '[role=tab][aria-selected=true]',
}
/** Where one goes on when the part that had the focus is gone itself. */
const HOMES = ['conversation', 'page', 'list']
const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * F6 and Shift+F6 walk over the parts of the window (`data-part`): bars and banners too, which nobody reaches by Tab in
 * a hurry. Where what had the focus is gone, the part it was in takes it: a person at the keyboard is never nowhere.
 */
export function useParts(): void {
  useEffect(() => {
    let last: { readonly element: Element; readonly part: string | null } | null = null
    const note = () => {
      const element = document.activeElement
      if (element && element !== document.body) last = { element, part: partOf(element) }
    }
    const comeHome = () => {
      if (!last || document.activeElement !== document.body || canHoldFocus(last.element)) return
      const wanted = [last.part, ...HOMES]
      const parts = [...shownParts()].sort((a, b) => rank(a, wanted) - rank(b, wanted))
      parts.some(enter)
    }
    const handleKeys = (event: KeyboardEvent) => {
      const step = isAction(event, 'nextPart') ? 1 : isAction(event, 'previousPart') ? -1 : 0
      if (step === 0 || isAnswering()) return
      event.preventDefault()
      walk(step)
    }
    // A key that led somewhere before anything had the focus: from there on one goes on.
    const arrive = ({ defaultPrevented }: KeyboardEvent) => {
      if (last || !defaultPrevented || document.activeElement !== document.body || isAnswering()) return
      const parts = [...shownParts()].sort((a, b) => rank(a, HOMES) - rank(b, HOMES))
      parts.some(enter)
    }
    // What a key closes is gone a frame later.
    const comeHomeSoon = (event: KeyboardEvent) => {
      comeHome()
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          comeHome()
          arrive(event)
        }),
      )
    }
    document.addEventListener('focusin', note)
    window.addEventListener('keydown', comeHomeSoon, true)
    window.addEventListener('keydown', handleKeys)
    return () => {
      document.removeEventListener('focusin', note)
      window.removeEventListener('keydown', comeHomeSoon, true)
      window.removeEventListener('keydown', handleKeys)
    }
  }, [])
}

function isAnswering(): boolean {
  return document.querySelector('[role=dialog],[role=menu]') !== null
}

function walk(step: 1 | -1): void {
  const parts = shownParts()
  const here = parts.findLastIndex((part) => part.contains(document.activeElement))
  const from = here === -1 && step === -1 ? 0 : here
  for (let tried = 1; tried <= parts.length; tried += 1) {
    const part = parts[(from + step * tried + parts.length * 2) % parts.length]
    if (part && enter(part)) return
  }
}

function enter(part: HTMLElement): boolean {
  const start = STARTS[part.dataset.part ?? '']
  const wanted = (start === undefined ? null : part.querySelector<HTMLElement>(start)) ?? firstShown(part)
  wanted?.focus()
  return wanted !== null && document.activeElement === wanted
}

/** A click beside everything leaves what had the focus where it is: nobody is called back from there. */
function canHoldFocus(element: Element): boolean {
  return element.isConnected && element.closest('[inert]') === null
}

function rank(part: HTMLElement, wanted: readonly (string | null)[]): number {
  const at = wanted.indexOf(part.dataset.part ?? '')
  return at === -1 ? wanted.length : at
}

function firstShown(part: HTMLElement): HTMLElement | null {
  return [...part.querySelectorAll<HTMLElement>(CONTROLS)].find(isShown) ?? null
}

function shownParts(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-part]')].filter(isShown)
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}

function partOf(element: Element): string | null {
  return element.closest<HTMLElement>('[data-part]')?.dataset.part ?? null
}
