interface Cut {
  readonly what: 'control-cut' | 'control-covered' | 'words-cut' | 'scrolls-sideways'
  readonly where: string
}

/**
 * Runs in the page, so everything that it needs stands within it. Controls that lie outside of what can be scrolled into
 * sight or under something else, words that are cut without a mark, and a window that scrolls sideways.
 */
export function findCut(): Cut[] {
  const CONTROLS =
    'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"]), [role=button], [role=option], [role=menuitem], [role=tab]'
  const SLACK_PX = 1.5
  const found: Cut[] = []
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent.trim()
    return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).slice(0, 60)} «${words.slice(0, 60)}»`
  }
  /** Of what is seen; `null`: nothing of it is meant to be. */
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    element.closest('[inert], [aria-hidden=true], .visually-hidden') === null
  const isOwnPlace = (position: string): boolean => position === 'fixed'

  /** The part of a box that is left after everything around it has cut it; what scrolls can bring the rest into sight. */
  const seenPart = (element: Element): { readonly x: number; readonly y: number } | null => {
    let { left, top, right, bottom } = element.getBoundingClientRect()
    const [width, height] = [right - left, bottom - top]
    let cutX = 0
    let cutY = 0
    let isFixed = isOwnPlace(getComputedStyle(element).position)
    for (let around = element.parentElement; around && !isFixed; around = around.parentElement) {
      const style = getComputedStyle(around)
      const box = around.getBoundingClientRect()
      const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll'
      if (scrolls(style.overflowX)) [left, right] = [box.left, box.right]
      else if (style.overflowX !== 'visible') {
        cutX = Math.max(cutX, box.left - left, right - box.right)
        ;[left, right] = [Math.max(left, box.left), Math.min(right, box.right)]
      }
      if (scrolls(style.overflowY)) [top, bottom] = [box.top, box.bottom]
      else if (style.overflowY !== 'visible') {
        cutY = Math.max(cutY, box.top - top, bottom - box.bottom)
        ;[top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)]
      }
      isFixed = isOwnPlace(style.position)
    }
    const root = document.documentElement
    cutX = Math.max(cutX, -left, right - root.clientWidth)
    cutY = Math.max(cutY, -top, bottom - root.clientHeight)
    // A row of a list that is longer than its frame is cut at the frame's edge, and so it should be.
    const isLong = width > root.clientWidth || height > root.clientHeight
    return !isLong && (cutX > SLACK_PX || cutY > SLACK_PX) ? { x: Math.round(cutX), y: Math.round(cutY) } : null
  }

  const coveredBy = (element: Element): Element | null => {
    const box = element.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (!/auto|scroll/.test(getComputedStyle(around).overflow)) continue
      const seen = around.getBoundingClientRect()
      // Scrolled away: what lies there now is beside the list, not over it.
      if (x < seen.left || x > seen.right || y < seen.top || y > seen.bottom) return null
    }
    const top = document.elementFromPoint(x, y)
    if (!top || top === element || element.contains(top) || top.contains(element)) return null
    // What floats covers on purpose, and goes away.
    if (top.closest('[data-portal], [role=dialog], [role=menu], [role=listbox], [role=tooltip], [role=alert]'))
      return null
    const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    if (label.some((each) => each.contains(top))) return null
    return top.contains(element.parentElement) || element.parentElement?.contains(top) ? null : top
  }

  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth + SLACK_PX)
    found.push({ what: 'scrolls-sideways', where: `${root.scrollWidth} in ${root.clientWidth}` })
  const modal = document.querySelector('[aria-modal=true]')
  for (const element of (modal ?? document).querySelectorAll(CONTROLS)) {
    if (!isShown(element)) continue
    const { width, height } = element.getBoundingClientRect()
    if (width <= 1 || height <= 1) continue
    const cut = seenPart(element)
    if (cut) found.push({ what: 'control-cut', where: `${nameOf(element)} by ${cut.x} × ${cut.y}` })
    else {
      const over = coveredBy(element)
      if (over) found.push({ what: 'control-covered', where: `${nameOf(element)} by ${nameOf(over)}` })
    }
  }
  for (const element of (modal ?? document.body).querySelectorAll('*')) {
    const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
    if (!hasWords || !isShown(element) || element.closest('svg')) continue
    // For the ear alone.
    if (element.clientWidth <= 1 && element.clientHeight <= 1) continue
    const style = getComputedStyle(element)
    if (style.display === 'inline') continue
    const isMarked = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    const cutX = style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + SLACK_PX
    const cutY = style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 4
    if (!isMarked && (cutX || cutY)) found.push({ what: 'words-cut', where: nameOf(element) })
  }
  return found
}
