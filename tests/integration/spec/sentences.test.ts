import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { testTitles } from '../../lib/test-titles'

const ROOT = join(import.meta.dirname, '../../..')
const WORLDS = ['shared', 'electron', 'hub', 'portal', 'renderer', 'sandbox', 'scripts', 'tests']
const TEST_FILE = /\.(test|spec)\.tsx?$/
/** Where a behaviour is met as people and programs meet it; what is pure stands for nobody. */
const PUBLIC = /^(hub|tests|renderer\/(features\/[^/]+\/ui|incoming|desk)|renderer\/sync|portal)\//

interface Gaps {
  readonly withoutTest: readonly string[]
  readonly unknown: readonly string[]
}

function idsIn(text: string, prefix: string): readonly string[] {
  return [...new Set(text.match(new RegExp(`\\b${prefix}-\\d\\d\\b`, 'g')) ?? [])]
}

/** The ids that the document gives out: each begins an item of a list. */
function idsOf(document: string): readonly string[] {
  return [...document.matchAll(/^- \*\*([A-Z]{2}-\d\d)\*\* /gm)].map(([, id]) => id ?? '')
}

function gapsOf(document: string, files: readonly (readonly [name: string, text: string])[]): Gaps {
  const known = idsOf(document)
  const prefix = known[0]?.slice(0, 2) ?? ''
  const named = files.map(([name, text]) => [name, idsIn(testTitles(name, text).join('\n'), prefix)] as const)
  const proven = new Set(named.flatMap(([name, ids]) => (PUBLIC.test(name) ? ids : [])))
  return {
    withoutTest: known.filter((id) => !proven.has(id)),
    unknown: named.flatMap(([name, ids]) => ids.filter((id) => !known.includes(id)).map((id) => `${id} in ${name}`)),
  }
}

function testFiles(): readonly (readonly [string, string])[] {
  return WORLDS.flatMap((world) => {
    try {
      return readdirSync(join(ROOT, world), { recursive: true, encoding: 'utf8' }).map((name) => `${world}/${name}`)
    } catch (error) {
      // A world that this checkout has not.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  })
    .filter((name) => TEST_FILE.test(name) && !name.includes('node_modules'))
    .map((name) => [name, readFileSync(join(ROOT, name), 'utf8')] as const)
}

const documentOf = (name: string) => readFileSync(join(ROOT, 'docs/spec', name), 'utf8')

describe.each([
  { name: 'avito-channels.md', prefix: 'AV', atLeast: 80 },
  { name: 'recruiter-chat.md', prefix: 'RC', atLeast: 40 },
])('the sentences of docs/spec/$name', ({ name, prefix, atLeast }) => {
  const document = documentOf(name)

  it('are numbered without gap or double', () => {
    const ids = idsOf(document)
    expect(ids.length).toBeGreaterThanOrEqual(atLeast)
    expect(ids).toEqual(ids.map((_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`))
  })

  it('each name the requirements that they belong to', () => {
    const items = document.split('\n').filter((line) => line.startsWith(`- **${prefix}-`))
    expect(items.filter((line) => !/ \[[ACFKMNQ]\d+(, [ACFKMNQ]\d+)*\]$/.test(line))).toEqual([])
  })

  it('each have a test at the hub’s API or on the screen, and no test names another', () => {
    expect(gapsOf(document, testFiles())).toEqual({ withoutTest: [], unknown: [] })
  })
})

describe('docs/spec/avito-channels.md', () => {
  it('names, at its end, only tests that are there', () => {
    const [, list = ''] = documentOf('avito-channels.md').split('## Bad input')
    const named = [...list.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`: «([^»]+)»/g)]
    expect(named.length).toBeGreaterThan(10)
    const files = new Map(testFiles())
    const missing = named.filter(([, file = '', title = '']) => {
      const text = files.get(file)
      return text === undefined || !testTitles(file, text).some((each) => each.includes(title))
    })
    expect(missing.map(([whole]) => whole)).toEqual([])
  })
})

describe('the check of the sentences', () => {
  const DOCUMENT = '- **AV-01** One. [A1]\n- **AV-02** Two. [A2]\n'
  const test = (title: string) => `it('${title}', () => { expect(1).toBe(1) })`

  it('finds a sentence without a test', () => {
    expect(gapsOf(DOCUMENT, [['hub/a.test.ts', test('[AV-01] works')]])).toEqual({
      withoutTest: ['AV-02'],
      unknown: [],
    })
  })

  it('finds a test of a sentence that is not there', () => {
    const files = [['tests/e2e/a.spec.ts', test('[AV-01] [AV-02] [AV-03] works')]] as const
    expect(gapsOf(DOCUMENT, files)).toEqual({ withoutTest: [], unknown: ['AV-03 in tests/e2e/a.spec.ts'] })
  })

  it('counts neither comments, bodies, skipped tests, tests without a body nor tests of what is pure', () => {
    const texts = [
      '// [AV-01]',
      `it('works', () => { say('[AV-01]') })`,
      `it.skip('[AV-01]', () => {})`,
      `it.todo('[AV-01]')`,
      `it('[AV-01]')`,
      `say('[AV-01]', () => {})`,
    ]
    const files = [
      ...texts.map((text, index) => [`hub/${String(index)}.test.ts`, text] as const),
      ['shared/domain/a.test.ts', test('[AV-01] works')] as const,
    ]
    expect(gapsOf(DOCUMENT, files).withoutTest).toEqual(['AV-01', 'AV-02'])
  })

  it('reads tables, wherever they stand', () => {
    const text = `it.each(TABLE)('%s', (_title, prove) => prove())
      const TABLE = [['[AV-01] one', () => say('[AV-09]')]]
      describe.each([{ title: '[AV-02] two' }])('$title', () => {})`
    expect(gapsOf(DOCUMENT, [['hub/a.test.ts', text]])).toEqual({ withoutTest: [], unknown: [] })
  })
})
