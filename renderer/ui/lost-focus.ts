let standIn: Element | null = null

/**
 * What had the focus is gone, and nobody has chosen where to go on: it is nowhere, or where it was put meanwhile
 * (`standIn`). Who then has a better place for it, because it comes later, may take it.
 */
export function isFocusLost(): boolean {
  const here = document.activeElement
  return here === document.body || (here !== null && here === standIn)
}

/** Focuses in place of what is gone. */
export function focusMeanwhile(element: HTMLElement): boolean {
  element.focus({ preventScroll: true })
  const isThere = document.activeElement === element
  if (isThere) standIn = element
  return isThere
}

/** Somebody goes on from where the focus is: now it is theirs. */
export function keepFocusHere(): void {
  standIn = null
}
