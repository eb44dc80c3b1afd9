import { expect, type Page } from '@playwright/test'

const NAME_LENGTH = 80

/** What would run, would end a statement, turns letters round, or has no end, if anything took it for more than words. */
export const hostile = {
  markup: (word: string) => `${word} <img src=x onerror=wasRun=1>'; drop--`,
  turned: (word: string) => `${word} \u202Eгнп.\u200B {{7*7}} $t(common:close)`,
  endless: (word: string, length = NAME_LENGTH) => word.padEnd(length, 'Щ'),
} as const
export const KINDS = ['markup', 'turned', 'endless'] as const

/** Before anything foreign is shown: notes what the page's policy forbids and what fails. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const troubles: string[] = []
    Object.assign(window, { troubles })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      troubles.push(`${effectiveDirective} ${blockedURI}`)
    })
    window.addEventListener('error', ({ message }) => troubles.push(message))
  })
}

/** Nothing has run or was kept from running, no element was made of words, and nothing is out of its place. */
export async function expectCalm(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(lookRound)
  expect(found, where).toEqual({ ran: false, troubles: [], made: [], links: [], wider: 0, cut: [], turned: [] })
}

/** Runs in the page. */
async function lookRound() {
  const TURNS = /[\u202A-\u202E\u2066-\u2069]/
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
  // While some end others begin, as of a notice whose time is up: looked at is a page in which nothing moves.
  for (let moving = ending(); moving.length > 0; moving = ending())
    await Promise.allSettled(moving.map(({ finished }) => finished))
  const seen = window as unknown as { readonly wasRun?: unknown; readonly troubles: readonly string[] }
  const root = document.documentElement

  function ending(): readonly Animation[] {
    return document
      .getAnimations()
      .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().iterations !== Infinity)
  }

  /** How much of it a page's clipping leaves to the eye, from side to side. */
  const shownWidth = (control: Element): number => {
    const { left, right } = control.getBoundingClientRect()
    let [from, to] = [Math.max(left, 0), Math.min(right, window.innerWidth)]
    for (let parent = control.parentElement; parent && parent !== root; parent = parent.parentElement) {
      const { overflowX, position } = getComputedStyle(parent)
      if (/auto|scroll/.test(overflowX) && parent.scrollWidth > parent.clientWidth) return right - left
      const box = parent.getBoundingClientRect()
      if (overflowX !== 'visible') [from, to] = [Math.max(from, box.left), Math.min(to, box.right)]
      if (position === 'fixed') break
    }
    return Math.max(0, to - from)
  }
  const isCut = (control: Element): boolean => {
    const { width, height } = control.getBoundingClientRect()
    const isThere =
      width > 2 && height > 2 && control.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    return isThere && shownWidth(control) < Math.min(width, 24) - 2
  }

  /** What stands behind such a name in its line, and before it for the eye. */
  const turned: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const boxOf = (node: Node, from: number, until: number): DOMRect => {
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, until)
    return range.getBoundingClientRect()
  }
  const nodes: Text[] = []
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) nodes.push(walker.currentNode as Text)
  for (const [place, node] of nodes.entries()) {
    const at = node.data.search(TURNS)
    const next = nodes[place + 1]
    if (at < 1 || !next) continue
    const [begin, behind] = [boxOf(node, 0, 1), boxOf(next, 0, next.length)]
    const isSameLine = begin.height > 0 && Math.abs(behind.top - begin.top) < begin.height / 2
    if (isSameLine && behind.width > 0 && behind.left < boxOf(node, at, node.length).left - 1)
      turned.push(`${next.data} before ${node.data}`)
    // In one piece with what the program says, nothing keeps it from turning that round, too.
    if (!/(\$t\(common:close\)|…)$/.test(node.data)) turned.push(node.data)
  }

  return {
    ran: seen.wasRun !== undefined,
    troubles: [...seen.troubles],
    made: [...document.querySelectorAll('img[src="x"], [onerror], iframe[srcdoc]')].map(({ outerHTML }) => outerHTML),
    links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .map(({ href }) => href)
      .filter((href) => !/^(https?|app|mailto|tel):/.test(href)),
    wider: Math.max(0, root.scrollWidth - root.clientWidth),
    cut: [...document.querySelectorAll('button, a[href], input, textarea, [role=tab], [role=option]')]
      .filter(isCut)
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
    turned,
  }
}
