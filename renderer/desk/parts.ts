/** Where the keyboard goes on in a part, the best first; elsewhere at its first control. */
const STARTS: Readonly<Record<string, readonly string[]>> = {
  rail: ['[aria-current=page]'],
  list: ['#chat-list', '[role=searchbox]'],
  // Where nothing can be written any more, at the last message.
  conversation: ['textarea', '[data-message][tabindex="0"]'],
  context: ['[role=tab][aria-selected=true]'],
}
/** Where one goes on when the part that had the focus is gone itself. */
const HOMES = ['conversation', 'page', 'list']
const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/** The parts of the window (`data-part`), bars and banners too, in the order of the page. */
export function shownParts(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-part]')].filter(isShown)
}

export function partOf(element: Element): string | null {
  return element.closest<HTMLElement>('[data-part]')?.dataset.part ?? null
}

export function startOf(part: HTMLElement): HTMLElement | null {
  for (const start of STARTS[part.dataset.part ?? ''] ?? []) {
    const found = part.querySelector<HTMLElement>(start)
    if (found) return found
  }
  return firstShown(part)
}

/** The best place to go on first; `part`: where one was. */
export function homesFrom(part: string | null): readonly HTMLElement[] {
  const wanted = [part, ...HOMES]
  return [...shownParts()].sort((a, b) => rank(a, wanted) - rank(b, wanted)).flatMap((each) => startOf(each) ?? [])
}

export function firstShown(within: Element): HTMLElement | null {
  return [...within.querySelectorAll<HTMLElement>(CONTROLS)].find(isShown) ?? null
}

export function isShown(element: Element): boolean {
  return element.getClientRects().length > 0
}

function rank(part: HTMLElement, wanted: readonly (string | null)[]): number {
  const at = wanted.indexOf(part.dataset.part ?? '')
  return at === -1 ? wanted.length : at
}
