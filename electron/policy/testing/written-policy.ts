import type { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import type { Rule } from '#shared/contract/policy/policy'
import { REGISTRY_KEY } from '../registry'

type Setting = (typeof MANAGED_SETTINGS)[number]
export type Given = Partial<Readonly<Record<Rule, Readonly<Record<string, unknown>>>>>

/** A value that is allowed and that no desk begins with. */
export function exampleOf({ shape, key }: Setting): unknown {
  switch (shape.kind) {
    case 'switch':
      return !key.startsWith('notices.')
    case 'choice':
      return shape.options.at(-1)?.value
    case 'number':
      return shape.max - 1
    case 'numbers':
      return [shape.min, shape.min + 2]
    case 'text':
      return shape.example
  }
}

/** What `reg query "HKLM\…" /s` of Windows prints for such values. */
export function printedRegistry(hive: 'HKEY_LOCAL_MACHINE' | 'HKEY_CURRENT_USER', given: Given): string {
  const sections = Object.entries(given).map(([rule, values]) =>
    [
      `${hive}\\${REGISTRY_KEY}\\${rule.slice(0, 1).toUpperCase()}${rule.slice(1)}`,
      ...Object.entries(values).map(([name, value]) => `    ${name}    ${registryData(value)}`),
    ].join('\r\n'),
  )
  return `\r\n${sections.join('\r\n\r\n')}\r\n\r\n`
}

function registryData(value: unknown): string {
  if (typeof value === 'boolean') return `REG_DWORD    0x${value ? '1' : '0'}`
  if (typeof value === 'number') return `REG_DWORD    0x${value.toString(16)}`
  return `REG_SZ    ${Array.isArray(value) ? value.join(',') : String(value)}`
}
