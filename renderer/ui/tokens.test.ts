import { describe, expect, it } from 'vitest'

// The renderer compiles without Node's types, and vitest empties style sheets that are imported.
const nodeFiles: string = 'node:fs'
const files = (await import(nodeFiles)) as { readFileSync(path: URL, encoding: 'utf8'): string }
const css = files.readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Pairs that carry text, foreground on background. */
const PAIRS = [
  ['text', 'bg'],
  ['text', 'surface'],
  ['text', 'sunken'],
  ['text', 'selected'],
  ['text', 'tint'],
  ['text', 'danger-tint'],
  ['text', 'warn-tint'],
  ['text-2', 'bg'],
  ['text-2', 'surface'],
  ['text-2', 'sunken'],
  ['text-2', 'hover'],
  ['text-2', 'selected'],
  ['text-3', 'bg'],
  ['text-3', 'surface'],
  ['text-3', 'sunken'],
  ['text-3', 'hover'],
  ['text-3', 'selected'],
  ['accent', 'surface'],
  ['accent', 'bg'],
  ['accent', 'selected'],
  ['tint-text', 'tint'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
  ['danger', 'surface'],
  ['danger', 'selected'],
  ['danger', 'danger-tint'],
  ['warn', 'surface'],
  ['warn', 'warn-tint'],
  ['ok', 'ok-tint'],
  ['info', 'surface'],
  ['info', 'tint'],
  ['info', 'info-tint'],
] as const
const AA_TEXT = 4.5

const themes = {
  light: tokensOf(/:root \{([^}]*)\}/),
  dark: tokensOf(/:root\[data-mantine-color-scheme='dark'\] \{([^}]*)\}/),
}

const more = {
  light: { ...themes.light, ...tokensOf(/:root\[data-contrast='more'\] \{([^}]*)\}/) },
  dark: {
    ...themes.dark,
    ...tokensOf(/:root\[data-mantine-color-scheme='dark'\]\[data-contrast='more'\] \{([^}]*)\}/),
  },
}
const AAA_TEXT = 7
const EDGE = 3

describe.each(Object.entries(more))('the %s theme with more contrast', (_name, tokens) => {
  it.each(PAIRS)('[L5] keeps %s readable on %s', (foreground, background) => {
    expect(contrast(tokens[foreground], tokens[background])).toBeGreaterThanOrEqual(AA_TEXT)
  })
  it('[L5] has edges that are seen and words that are not quiet', () => {
    for (const ground of ['bg', 'surface', 'sunken'])
      expect(contrast(tokens.line, tokens[ground]), `line on ${ground}`).toBeGreaterThanOrEqual(EDGE)
    for (const words of ['text', 'text-2', 'text-3'])
      expect(contrast(tokens[words], tokens.surface), words).toBeGreaterThanOrEqual(AAA_TEXT)
  })
})

describe.each(Object.entries(themes))('the %s theme', (_name, tokens) => {
  it.each(PAIRS)('[L5] keeps %s readable on %s', (foreground, background) => {
    expect(contrast(tokens[foreground], tokens[background])).toBeGreaterThanOrEqual(AA_TEXT)
  })
})

it('names the same colours in both themes', () => {
  const colours = (tokens: Record<string, string>) =>
    Object.entries(tokens).flatMap(([name, value]) => (value.startsWith('#') ? [name] : []))
  expect(colours(themes.dark)).toEqual(colours(themes.light))
})

function tokensOf(block: RegExp): Record<string, string> {
  const body = block.exec(css)?.[1] ?? ''
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  )
}

function contrast(a = '', b = ''): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
