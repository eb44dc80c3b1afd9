import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { expect, it } from 'vitest'

const RENDERER = join(import.meta.dirname, '../../../renderer')
const STYLES = join(dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css')), 'styles')

/** Parts that a component brings in without being named in our code. */
const BUILT_OF: Readonly<Record<string, readonly string[]>> = {
  Modal: ['ModalBase', 'Overlay', 'Paper', 'CloseButton', 'ScrollArea'],
  Select: ['Combobox', 'Popover', 'ScrollArea', 'Input', 'CloseButton'],
  TextInput: ['Input'],
  Textarea: ['Input'],
  NativeSelect: ['Input'],
  PasswordInput: ['Input', 'ActionIcon', 'UnstyledButton'],
  Menu: ['Popover', 'UnstyledButton'],
  HoverCard: ['Popover'],
  Button: ['UnstyledButton', 'Loader'],
  Switch: ['InlineInput'],
  Checkbox: ['InlineInput'],
  Radio: ['InlineInput'],
  SegmentedControl: ['FloatingIndicator'],
  NavLink: ['UnstyledButton'],
}

it('the style sheet has every Mantine component that a screen uses', () => {
  const listed = new Set(
    [...readFileSync(join(RENDERER, 'ui/mantine.css'), 'utf8').matchAll(/styles\/(\w+)\.css/g)].map(
      (match) => match[1],
    ),
  )
  const missing = [...usedComponents()].filter((name) => existsSync(join(STYLES, `${name}.css`)) && !listed.has(name))
  expect(missing).toEqual([])
})

function usedComponents(): Set<string> {
  const used = new Set<string>()
  for (const file of readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || file.includes('.test.')) continue
    for (const match of readFileSync(join(RENDERER, file), 'utf8').matchAll(
      /import \{([^}]*)\} from '@mantine\/core'/g,
    )) {
      for (const name of (match[1] ?? '').split(',')) used.add(name.replace(/^\s*type /, '').trim())
    }
  }
  for (const name of [...used]) for (const part of BUILT_OF[name] ?? []) used.add(part)
  return used
}
