/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  /** The name of a control, as the screen has it. */
  | { readonly kind: 'control'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

export type Line = readonly Inline[]

export type Block =
  | { readonly kind: 'text'; readonly line: Line }
  | { readonly kind: 'steps' | 'points'; readonly lines: readonly Line[] }
  | { readonly kind: 'picture'; readonly text: string; readonly href: string }

export interface Task {
  /** The same in every language. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface GuidePage {
  readonly title: string
  /** What stands before the first task. */
  readonly intro: readonly Block[]
  readonly tasks: readonly Task[]
}

const ANCHOR = /^<a id="([\w-]+)"><\/a>$/
const PICTURE = /^!\[([^\]]*)\]\(([^)]+)\)$/
const STEP = /^\d+\. (.+)$/
const POINT = /^- (.+)$/
const INLINE = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g

/**
 * The few forms of Markdown in which `docs/user` is written: one title, tasks with an anchor before their heading,
 * paragraphs, numbered steps, points, pictures; in a line bold for controls, code for keys, links. Anything else throws.
 */
export function parseGuide(source: string): GuidePage {
  let title = ''
  let anchor: string | null = null
  const intro: Block[] = []
  const tasks: { id: string; title: string; blocks: Block[] }[] = []
  for (const part of source.trim().split(/\n{2,}/)) {
    const heading = /^(##?) (.+)$/.exec(part)
    if (heading?.[1] === '#') title = heading[2] ?? ''
    else if (heading) {
      if (anchor === null) throw new Error(`The task «${heading[2] ?? ''}» has no <a id="…"> before it`)
      tasks.push({ id: anchor, title: heading[2] ?? '', blocks: [] })
      anchor = null
    } else if (ANCHOR.test(part)) anchor = ANCHOR.exec(part)?.[1] ?? null
    else (tasks.at(-1)?.blocks ?? intro).push(parseBlock(part))
  }
  if (title === '') throw new Error('A page of the guide begins with its title: # …')
  return { title, intro, tasks }
}

function parseBlock(part: string): Block {
  const picture = PICTURE.exec(part)
  if (picture) return { kind: 'picture', text: picture[1] ?? '', href: picture[2] ?? '' }
  const lines = part.split('\n')
  const steps = lines.map((line) => STEP.exec(line)?.[1])
  if (steps.every((line) => line !== undefined)) return { kind: 'steps', lines: steps.map(parseLine) }
  const points = lines.map((line) => POINT.exec(line)?.[1])
  if (points.every((line) => line !== undefined)) return { kind: 'points', lines: points.map(parseLine) }
  if (/^([#<>|]|\d+\.|- )/.test(part)) throw new Error(`Not a form of the guide: ${part.slice(0, 60)}`)
  return { kind: 'text', line: parseLine(lines.join(' ')) }
}

export function parseLine(source: string): Line {
  const line: Inline[] = []
  let end = 0
  for (const found of source.matchAll(INLINE)) {
    if (found.index > end) line.push({ kind: 'text', text: source.slice(end, found.index) })
    const [whole, control, key, text, href] = found
    if (control !== undefined) line.push({ kind: 'control', text: control })
    else if (key !== undefined) line.push({ kind: 'key', text: key })
    else line.push({ kind: 'link', text: text ?? '', href: href ?? '' })
    end = found.index + whole.length
  }
  if (end < source.length) line.push({ kind: 'text', text: source.slice(end) })
  return line
}
