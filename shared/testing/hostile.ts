import fc from 'fast-check'

const TEXTS = [
  '',
  ' ',
  '\0',
  '\ud800',
  '\r\nVia: SIP/2.0/UDP evil',
  "'; drop table messages; --",
  '<img src=x onerror=alert(1)>',
  '../../../etc/passwd',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '%',
  '%00',
  '%c0%ae',
  '\u202Eexe.',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  '9'.repeat(400),
  'я'.repeat(5_000),
  '('.repeat(2_000),
  '<a>'.repeat(2_000),
] as const

const NUMBERS = [NaN, Infinity, -0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308] as const

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'length'] as const

export interface Vocabulary {
  /** Names of properties that somebody looks at. */
  readonly names: readonly string[]
  /** Values that lead further in, such as the kind of a union. */
  readonly values: readonly unknown[]
}

/** What the structured clone brings from a page that somebody else has taken over, who knows the words. */
export function hostileValue({ names, values }: Vocabulary): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(
    fc.constantFrom<unknown>(...TEXTS, ...values, null, undefined, true, false),
    fc.constantFrom<unknown>(...NUMBERS, 10n),
    fc.string(),
    fc.integer(),
  )
  const exotic = fc.constantFrom<unknown>(new Date(NaN), /x/, new Map([['a', 1]]), new Set([1]), new Uint8Array(8))
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names, ...NAMES) }, fc.string())
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: scalar },
      exotic,
      fc.array(tie('value'), { maxLength: 4 }),
      { weight: 3, arbitrary: fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map(ownProperties) },
    ),
  })).value
}

/** Texts around what a parser expects: pieces of `words` and foreign ones, also cut. */
export function hostileText(words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.constantFrom(...TEXTS), fc.string())
  return fc
    .tuple(fc.array(piece, { maxLength: 12 }), fc.nat(20))
    .map(([pieces, cut]) => pieces.join('').slice(cut > 15 ? cut : 0))
}

/**
 * `sample` as somebody might send it who knows it: up to four of its values left out, or replaced by hostile ones. What
 * comes out still passes many schemas, so that the code behind them is reached.
 */
export function spoilt(sample: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(sample)
  const blow = fc.record({
    place: fc.constantFrom(...places),
    value: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, null, undefined, true, [], {}) },
      fc.double(),
      fc.string({ unit: 'binary' }),
    ),
  })
  return fc
    .array(blow, { minLength: 1, maxLength: 4 })
    .map((blows) => blows.reduce((value, { place, value: by }) => withValue(value, place, by), sample))
}

type Place = readonly string[]

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [[key], ...placesOf(each).map((place) => [key, ...place])])
}

/** Left as it is where an earlier blow has taken the place away. */
function withValue(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value
  const entries = Object.entries(value).map(([name, each]): [string, unknown] => {
    return [name, name === key ? withValue(each, rest, by) : each]
  })
  if (Array.isArray(value)) return entries.map(([, each]) => each)
  return ownProperties(entries)
}

/** Also under a name that an assignment would take for the prototype. */
function ownProperties(entries: readonly (readonly [string, unknown])[]): unknown {
  const made = {}
  for (const [name, value] of entries)
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
  return made
}
