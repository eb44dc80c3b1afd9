interface Alike {
  readonly what:
    'chosen-looks-like-others' | 'button-without-edge' | 'field-without-edge' | 'no-focus-ring' | 'icon-in-own-colour'
  readonly where: string
}

/**
 * Runs in the page while the system's colours are forced: grounds and shadows are gone then. What is chosen must differ
 * from its neighbours, filled buttons and fields need an edge, and icons take one of the system's colours.
 */
export function findAlike(): Alike[] {
  const CHOSEN =
    '[aria-selected=true], [aria-pressed=true], [aria-current]:not([aria-current=false]), [aria-checked=true]'
  const found: Alike[] = []
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent.trim()
    return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).slice(0, 60)} «${words.slice(0, 60)}»`
  }
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    element.closest('[inert], [aria-hidden=true], .visually-hidden') === null
  const looks = (element: Element): string =>
    [undefined, '::before', '::after']
      .map((part) => {
        const style = getComputedStyle(element, part)
        const edges = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) =>
          [style[`border${side}Style`], style[`border${side}Width`], style[`border${side}Color`]].join(' '),
        )
        return [style.backgroundColor, style.color, style.outlineStyle, style.outlineColor, style.fontWeight]
          .concat(edges, part ? [style.content] : [])
          .join('|')
      })
      .join('‖')
  const canvas = getComputedStyle(document.body).backgroundColor
  const hasEdge = (element: Element): boolean => {
    const style = getComputedStyle(element)
    return (
      ['Top', 'Right', 'Bottom', 'Left'].some(
        (side) =>
          style.getPropertyValue(`border-${side.toLowerCase()}-style`) !== 'none' &&
          Number.parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`)) > 0,
      ) ||
      (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
      (style.backgroundColor !== canvas && style.backgroundColor !== 'rgba(0, 0, 0, 0)')
    )
  }

  for (const chosen of document.querySelectorAll(CHOSEN)) {
    if (!isShown(chosen) || !chosen.parentElement) continue
    const role = chosen.getAttribute('role') ?? chosen.tagName
    const scope =
      chosen.closest('[role=listbox], [role=tablist], [role=radiogroup], nav, [role=group], ul') ?? chosen.parentElement
    const other = [...scope.querySelectorAll('*')].find(
      (each) =>
        each !== chosen &&
        (each.getAttribute('role') ?? each.tagName) === role &&
        !each.matches(CHOSEN) &&
        isShown(each),
    )
    if (other && looks(other) === looks(chosen)) found.push({ what: 'chosen-looks-like-others', where: nameOf(chosen) })
  }
  for (const field of document.querySelectorAll(
    'input:not([type=hidden], [type=file], [type=range]), textarea, select',
  )) {
    const { width, height } = field.getBoundingClientRect()
    if (!isShown(field) || width < 8 || height < 8) continue
    if (!hasEdge(field) && !(field.parentElement && hasEdge(field.parentElement)) && !field.closest('[data-frameless]'))
      found.push({ what: 'field-without-edge', where: nameOf(field) })
  }
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.forcedColorAdjust = 'none'
  const ofSystem = new Set(
    ['CanvasText', 'Canvas', 'ButtonText', 'GrayText', 'Highlight', 'HighlightText', 'LinkText', 'VisitedText'].map(
      (name) => {
        probe.style.color = name
        return getComputedStyle(probe).color
      },
    ),
  )
  probe.remove()
  // Emulated themes give links and what is disabled colours that their names do not tell.
  const link = document.createElement('a')
  link.href = '#'
  const disabled = document.createElement('button')
  disabled.disabled = true
  for (const element of [link, disabled]) {
    document.body.append(element)
    ofSystem.add(getComputedStyle(element).color)
    element.remove()
  }
  for (const shape of document.querySelectorAll('svg :is(path, circle, rect, line)')) {
    const svg = shape.closest('svg')
    if (!svg || !svg.checkVisibility()) continue
    const adjusts = (element: Element | null): boolean =>
      element === null || getComputedStyle(element).forcedColorAdjust !== 'none'
    // What is to keep its colours is an avatar or a dot with all that is in it, never an icon alone.
    if (!adjusts(svg) && adjusts(svg.parentElement)) {
      found.push({ what: 'icon-in-own-colour', where: `${nameOf(svg)} keeps its own` })
      continue
    }
    const style = getComputedStyle(shape)
    const paints = [style.stroke, style.fill].filter((paint) => paint !== 'none' && !paint.startsWith('url'))
    if (adjusts(svg) && paints.length > 0 && !paints.some((paint) => ofSystem.has(paint)))
      found.push({ what: 'icon-in-own-colour', where: `${nameOf(svg)} ${paints.join(' ')}` })
  }
  return found
}
