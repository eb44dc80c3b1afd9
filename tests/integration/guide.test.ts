import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { wordsIn } from '../../portal/app/words'
import { GUIDE_PAGES } from '../../renderer/features/guide/model/guide.store'
import { parseGuide, type Block, type GuidePage, type Inline } from '../../renderer/features/guide/model/parse-guide'
import { placeOf } from '../../renderer/features/guide/model/place-of'
import { en } from '../../renderer/i18n/en'
import { ru } from '../../renderer/i18n/ru'
import { shortcutLabel } from '../../renderer/ui/keys/shortcut-label'
import { ACTIONS } from '../../shared/domain/keys/actions'

const GUIDE = resolve(import.meta.dirname, '../../docs/user')
/** Keys of every text box, which no list of shortcuts names. */
const KEYS_OF_TEXT = ['Enter', 'Shift Enter', 'Ctrl V', '@', '/']
const catalogues = { ru, en } as const
const languages = ['ru', 'en'] as const

type Language = (typeof languages)[number]

describe.each(languages)('[L1] the guide in %s', (language) => {
  const pages = GUIDE_PAGES.map((name) => [name, read(language, name)] as const)

  it('has an index with exactly its pages', () => {
    const written = readdirSync(join(GUIDE, language)).filter((file) => file !== 'README.md')
    expect(written.sort()).toEqual(GUIDE_PAGES.map((name) => `${name}.md`).sort())
    const index = parseGuide(readFileSync(join(GUIDE, language, 'README.md'), 'utf8'))
    const linked = index.intro.flatMap(linesOf).flat().flatMap(hrefOf)
    expect(linked.flatMap((href) => placeOf(href)?.page ?? [])).toEqual([...GUIDE_PAGES])
  })

  it('names controls as the screen does', () => {
    const words = new Set([...stringsOf(catalogues[language]), ...stringsOf(wordsIn(language))].map(asSpoken))
    const unknown = allParts(pages).filter(
      ([, part]) => part.kind === 'control' && !words.has(asSpoken(part.text)) && !words.has(`${part.text}.`),
    )
    expect(unknown.map(([page, part]) => `${page}: ${part.text}`)).toEqual([])
  })

  it('names keys that do something', () => {
    const known = new Set([...KEYS_OF_TEXT, ...Object.values(ACTIONS).map(({ key }) => shortcutLabel(key))])
    const unknown = allParts(pages).filter(([, part]) => part.kind === 'key' && !known.has(part.text))
    expect(unknown.map(([page, part]) => `${page}: ${part.text}`)).toEqual([])
  })

  it('leads nowhere in vain', () => {
    const tasks = new Map(pages.map(([name, page]) => [name as string, page.tasks.map(({ id }) => id)]))
    const lost = pages.flatMap(([name, page]) =>
      blocksOf(page)
        .flatMap(hrefsOf)
        .filter((href) => {
          const place = placeOf(href)
          if (place) return place.task !== null && tasks.get(place.page)?.includes(place.task) !== true
          return !existsSync(resolve(dirname(join(GUIDE, language, `${name}.md`)), href.replace(/#.*/, '')))
        })
        .map((href) => `${name}: ${href}`),
    )
    expect(lost).toEqual([])
  })

  it('gives every task its steps', () => {
    const bare = pages.flatMap(([name, { tasks }]) =>
      tasks.filter(({ blocks }) => !blocks.some(({ kind }) => kind === 'steps')).map(({ id }) => `${name}: ${id}`),
    )
    expect(bare).toEqual([])
  })
})

it('[L1] the guide has the same tasks, steps and pictures in both languages', () => {
  const shape = (language: Language) =>
    GUIDE_PAGES.map((name) => [
      name,
      read(language, name).tasks.map(({ id, blocks }) => [
        id,
        blocks.map((block) =>
          block.kind === 'steps' || block.kind === 'points'
            ? block.lines.length
            : block.kind === 'picture'
              ? block.href.replace(/^.*\//, '')
              : block.kind,
        ),
      ]),
    ])
  expect(shape('en')).toEqual(shape('ru'))
  const ids = GUIDE_PAGES.flatMap((name) => read('ru', name).tasks.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(50)
})

function read(language: Language, name: string): GuidePage {
  return parseGuide(readFileSync(join(GUIDE, language, `${name}.md`), 'utf8'))
}

function blocksOf({ intro, tasks }: GuidePage): readonly Block[] {
  return [...intro, ...tasks.flatMap(({ blocks }) => blocks)]
}

function linesOf(block: Block): readonly (readonly Inline[])[] {
  if (block.kind === 'picture') return []
  return block.kind === 'text' ? [block.line] : block.lines
}

function allParts(pages: readonly (readonly [string, GuidePage])[]): readonly (readonly [string, Inline])[] {
  return pages.flatMap(([name, page]) =>
    blocksOf(page)
      .flatMap(linesOf)
      .flat()
      .map((part) => [name, part] as const),
  )
}

function hrefsOf(block: Block): readonly string[] {
  return block.kind === 'picture' ? [block.href] : linesOf(block).flat().flatMap(hrefOf)
}

function hrefOf(part: Inline): readonly string[] {
  return part.kind === 'link' ? [part.href] : []
}

function stringsOf(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(stringsOf) : []
}

/** Whichever of its spaces do not break. */
function asSpoken(text: string): string {
  return text.replace(/\s/g, ' ')
}
