import type { i18n as I18n, TFunction } from 'i18next'

import { withoutTurning } from '#shared/lib/without-turning'

type Full = TFunction
type Options = Readonly<Record<string, unknown>>

/** What these ask for is more than putting values in their places. */
const OWN_OPTIONS: ReadonlySet<string> = new Set([
  'count',
  'context',
  'ordinal',
  'defaultValue',
  'replace',
  'lng',
  'lngs',
  'ns',
  'fallbackLng',
  'keyPrefix',
  'keySeparator',
  'nsSeparator',
  'returnObjects',
  'returnDetails',
  'joinArrays',
  'postProcess',
  'interpolation',
  'skipInterpolation',
])
const PLACE = /\{\{\s*(\w+)\s*\}\}/
/** Formats, nesting, values that are not to be escaped. */
const UNUSUAL = /\$t\(|\{\{(?!\s*\w+\s*\}\})/

/**
 * The same words as `full` gives, without looking each one up anew by all the rules there are: a screen of messages says some
 * hundred things, nearly all of them with no more than a name or a time in them.
 */
export function quickTranslator(i18n: I18n, language: string, namespace: string, full: Full): Full {
  const plain = new Map<string, string>()
  /** Words and names of places in turns; `null`: the rules are needed. */
  const split = new Map<string, readonly string[] | null>()

  const translate = (...said: Parameters<Full>): unknown => {
    const [key, options] = said as unknown as readonly [unknown, unknown]
    if (typeof key !== 'string' || said.length > 2) return full(...said)
    if (options === undefined) {
      const known = plain.get(key) ?? full(...said)
      plain.set(key, known)
      return known
    }
    if (typeof options !== 'object' || options === null) return full(...said)
    return filled(key, options as Options) ?? full(...said)
  }

  function filled(key: string, options: Options): string | null {
    const parts = partsOf(key)
    if (!parts) return null
    for (const name in options) if (OWN_OPTIONS.has(name)) return null
    let words = ''
    for (const [index, part] of parts.entries()) {
      const value: unknown = index % 2 === 0 ? part : options[part]
      if (typeof value === 'number') words += String(value)
      else if (typeof value === 'string') words += index % 2 === 0 ? value : withoutTurning(value)
      else return null
    }
    return words
  }

  function partsOf(key: string): readonly string[] | null {
    const known = split.get(key)
    if (known !== undefined) return known
    const at = key.indexOf(':')
    const raw: unknown =
      at === -1
        ? i18n.getResource(language, namespace, key)
        : i18n.getResource(language, key.slice(0, at), key.slice(at + 1))
    const parts = typeof raw === 'string' && !UNUSUAL.test(raw) ? raw.split(PLACE) : null
    split.set(key, parts)
    return parts
  }

  return Object.assign(translate, full)
}
