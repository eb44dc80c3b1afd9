type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>
type Child = Node | string | null | undefined | false

/** An element with its attributes and children; text is only ever text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  setAttributes(element, attributes)
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child)
  return element
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

/** Left alone where they stand already: a live region that is written anew is spoken anew. */
export function setWords(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words
}

const SVG = 'http://www.w3.org/2000/svg'

/** Strokes on a 24 × 24 field. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  setAttributes(svg, {
    viewBox: '0 0 24 24',
    width: 20,
    height: 20,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  })
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const ICONS = {
  send: 'M5 12h13M12 5.5 18.5 12 12 18.5',
  attach: 'M19 11.5l-7.2 7.2a4.4 4.4 0 0 1-6.2-6.2l7.6-7.6a3 3 0 0 1 4.2 4.2l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1L14.5 8',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.5 6 8.5 12l6 6',
  file: 'M7 3.5h6.5L18 8v12.5H7zM13.5 3.5V8H18',
  plus: 'M12 5.5v13M5.5 12h13',
  phone:
    'M6.5 4.5h3l1.5 4-2 1.3a11 11 0 0 0 5.2 5.2l1.3-2 4 1.5v3a1.8 1.8 0 0 1-2 1.8A15.5 15.5 0 0 1 4.7 6.5a1.8 1.8 0 0 1 1.8-2',
  hangUp: 'M3.5 14.5c4.7-4.7 12.3-4.7 17 0l-2.6 2.6-3.4-1.6v-2.3a9.5 9.5 0 0 0-5 0v2.3l-3.4 1.6z',
  missed: 'M3.5 15.5c4.7-4.7 12.3-4.7 17 0l-2.6 2.6-3.4-1.6v-2.3a9.5 9.5 0 0 0-5 0v2.3l-3.4 1.6zM6 4l6 5.5L18 4',
  microphone:
    'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20',
} as const

/** Buttons are named by words; icons alone say nothing to whoever cannot see them. */
export function iconButton(name: keyof typeof ICONS, label: string, onClick: () => void): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label })
  button.append(icon(ICONS[name]))
  button.addEventListener('click', onClick)
  return button
}

const ADDRESS = /https?:\/\/[^\s<>"«»]+/gi
const AT_THE_END = /[.,:;!?)\]}'»]+$/

/** Addresses become links, everything else stays the words that it is. */
export function textNodes(text: string): readonly Node[] {
  const nodes: Node[] = []
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(AT_THE_END, '')
    if (!isAddress(address)) continue
    nodes.push(document.createTextNode(text.slice(from, found.index)))
    nodes.push(h('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }, address))
    from = found.index + address.length
  }
  nodes.push(document.createTextNode(text.slice(from)))
  return nodes
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
