import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { MANAGED_SETTINGS } from '../../shared/contract/policy/catalogue'
import { readPolicy } from '../../shared/contract/policy/policy'
import { readSetup } from '../../shared/contract/policy/setup'
import { readXml, type XmlElement } from '../../shared/domain/dialog-info/xml'
import { policyFiles } from './files'
import { withTables } from './tables'
import { brokenRules } from './testing/admx-rules'

const ROOT = join(import.meta.dirname, '../..')
const files = policyFiles()
const parse = (name: string): XmlElement => {
  // Templates are larger than anything that comes by SIP.
  const root = readXml(files[name] ?? '', { length: 1_000_000, elements: 50_000 })
  if (!root) throw new Error(`${name} is not well-formed`)
  return root
}
const admx = parse('resources/policy/otklik.admx')
const adml = { ru: parse('resources/policy/ru-RU/otklik.adml'), en: parse('resources/policy/en-US/otklik.adml') }

const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
]
const valuesOf = (elements: readonly XmlElement[], attribute: string) =>
  elements.flatMap(({ attributes }) => attributes.get(attribute) ?? [])
const policyOf = (key: string, rule: 'Locked' | 'Preset') =>
  all(admx, 'policy').find(({ attributes }) => attributes.get('name') === `${key.replace('.', '_')}_${rule}`)

describe('[I2] what IT gets is what the schema says', () => {
  it.each(Object.entries(files))('%s is current; else run `npm run policy`', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })

  it('the tables of docs/it/policy.md are current; else run `npm run policy`', () => {
    const page = readFileSync(join(ROOT, 'docs/it/policy.md'), 'utf8')
    expect(withTables(page)).toBe(page)
  })
})

describe('[I2] the templates of group policy', () => {
  it.each([
    ['otklik.admx', admx],
    ['ru-RU', adml.ru],
    ['en-US', adml.en],
  ])('%s has the structure of its schema', (_name, root) => {
    expect(brokenRules(root)).toEqual([])
  })

  it('that check finds what is wrong', () => {
    const wrong = (text: string) => brokenRules(readXml(text) ?? admx)
    expect(wrong('<categories><category name="A b" displayName="$(string.A)"/></categories>')).toHaveLength(1)
    expect(wrong('<policies></policies>')).toHaveLength(1)
    expect(wrong('<stringTable><string id="a">x</string><text/></stringTable>')).toHaveLength(2)
    expect(wrong('<textBox refId="v"><defaultValue>1</defaultValue><label>l</label></textBox>')).toHaveLength(1)
    expect(wrong('<definition name="a"/>')).toEqual(['/definition: displayName is missing'])
  })

  it('every name is given once, and every reference leads somewhere, in both languages', () => {
    for (const name of ['policy', 'category', 'definition']) {
      const names = valuesOf(all(admx, name), 'name')
      expect(new Set(names).size).toBe(names.length)
    }
    const categories = valuesOf(all(admx, 'category'), 'name')
    for (const ref of valuesOf(all(admx, 'parentCategory'), 'ref')) expect(categories).toContain(ref)
    const asked = JSON.stringify(files['resources/policy/otklik.admx'])
    for (const root of Object.values(adml)) {
      for (const [table, kind] of [
        ['stringTable', 'string'],
        ['presentationTable', 'presentation'],
      ] as const) {
        const given = valuesOf(
          all(root, table).flatMap((each) => each.children),
          'id',
        )
        const wanted = [...asked.matchAll(new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g'))].map(([, id = '']) => id)
        expect(given.toSorted()).toEqual([...new Set(wanted)].sort())
      }
      for (const { text } of all(root, 'string')) expect(text.trim()).not.toBe('')
    }
  })

  it.each(MANAGED_SETTINGS.map((setting) => [setting.key, setting] as const))(
    '%s can be locked and preset, and what the editor writes is understood',
    (key, { shape, schema }) => {
      for (const rule of ['Locked', 'Preset'] as const) {
        const policy = policyOf(key, rule)
        expect(policy?.attributes.get('key')).toBe(`Software\\Policies\\Otklik\\${rule}`)
        expect(policy?.attributes.get('class')).toBe('Both')
        const read = (raw: unknown) => {
          const content = { [rule]: { [key]: raw } }
          return readPolicy([{ where: 'HKLM', kind: 'read', dialect: 'registry', content }])
        }
        const [element] = policy?.children.find(({ name }) => name === 'elements')?.children ?? []
        if (shape.kind === 'switch') {
          expect(policy?.attributes.get('valueName')).toBe(key)
          for (const value of [0, 1]) expect(read(value).rules.get(key)?.value).toBe(value === 1)
          continue
        }
        expect(element?.attributes.get('valueName')).toBe(key)
        if (element?.name === 'enum') {
          const offered = all(element, 'value').map(({ children }) => children[0]?.text)
          expect(offered.filter((value) => schema.safeParse(value).success)).toEqual(offered)
          for (const value of offered) expect(read(value).problems).toEqual([])
        }
        if (element?.name === 'decimal')
          for (const bound of ['minValue', 'maxValue'])
            expect(read(Number(element.attributes.get(bound))).problems).toEqual([])
        if (element?.name === 'text') {
          const box = all(adml.en, 'presentation').find(
            ({ attributes }) => attributes.get('id') === key.replace('.', '_'),
          )
          const shown = box && all(box, 'defaultValue')[0]?.text
          expect(shown).toBeDefined()
          expect(read(shown).problems).toEqual([])
          expect(shown?.length).toBeLessThanOrEqual(Number(element.attributes.get('maxLength')))
        }
        // «Disabled» of a text that may be empty writes the empty one.
        const writes = policy?.children.some(({ name }) => name === 'disabledList')
        expect(writes).toBe(schema.safeParse('').success)
      }
    },
  )
})

describe('[I2] the examples', () => {
  it('policy.example.json is understood as a whole', () => {
    const content: unknown = JSON.parse(files['resources/policy/policy.example.json'] ?? '')
    const { rules, problems } = readPolicy([{ where: 'example', kind: 'read', dialect: 'json', content }])
    expect(problems).toEqual([])
    expect(rules.size).toBeGreaterThan(5)
  })

  it('[I7] setup.example.json is understood as a whole', () => {
    const content = JSON.parse(files['resources/policy/setup.example.json'] ?? '') as Record<string, unknown>
    expect(readSetup(Object.entries(content), 'json').problems).toEqual([])
  })

  it('the profile says what policy.example.json says', () => {
    const text = (files['resources/policy/otklik.mobileconfig'] ?? '').replace(/<!DOCTYPE[^>]*>\n/, '')
    const plist = readXml(text)
    const profile = valueOf(plist?.children[0]) as { PayloadContent: Record<string, unknown>[] }
    const { locked, preset, PayloadType } = profile.PayloadContent[0] ?? {}
    expect(PayloadType).toBe('ru.otklik.desk')
    expect({ locked, preset }).toEqual(JSON.parse(files['resources/policy/policy.example.json'] ?? ''))
  })
})

/** A plist as macOS reads it. */
function valueOf(element: XmlElement | undefined): unknown {
  if (!element) return undefined
  const { name, children, text } = element
  if (name === 'dict')
    return Object.fromEntries(
      children.flatMap((child, index) => (child.name === 'key' ? [[child.text, valueOf(children[index + 1])]] : [])),
    )
  if (name === 'array') return children.map(valueOf)
  if (name === 'integer') return Number(text)
  return name === 'true' || name === 'false' ? name === 'true' : text
}
