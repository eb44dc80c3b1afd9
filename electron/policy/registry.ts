import type { PolicyLayer } from '#shared/contract/policy/policy'

/** Below HKEY_LOCAL_MACHINE, then HKEY_CURRENT_USER; sections are its subkeys. Group policy alone writes there. */
export const REGISTRY_KEY = 'Software\\Policies\\Otklik'

const HIVES = ['HKEY_LOCAL_MACHINE', 'HKEY_CURRENT_USER'] as const
const KEY_LINE = /^(?<hive>HKEY_[A-Z_]+)\\(?<path>.+?)\s*$/
const VALUE_LINE = /^ {4}(?<name>.+?) {4}(?<type>REG_[A-Z_]+)(?: {4}(?<data>.*))?$/

/** Both in one program, in UTF-8, whatever the system's own code page is. A key that is not there is an error of `reg`. */
export const REGISTRY_COMMAND = [
  'chcp 65001 >nul',
  `reg query "HKLM\\${REGISTRY_KEY}" /s 2>nul`,
  `reg query "HKCU\\${REGISTRY_KEY}" /s 2>nul`,
].join(' & ')

type Section = Record<string, unknown>

/** What `reg query … /s` prints, as the layers that it means: the computer's before the person's. */
export function parseRegistry(printed: string): PolicyLayer[] {
  const hives = new Map<string, Record<string, Section>>()
  let section: Section | null = null
  for (const line of printed.split(/\r?\n/)) {
    const key = KEY_LINE.exec(line)?.groups
    if (key) {
      section = sectionOf(hives, key['hive'] ?? '', key['path'] ?? '')
      continue
    }
    const value = VALUE_LINE.exec(line)?.groups
    if (section && value) section[value['name'] ?? ''] = dataOf(value['type'] ?? '', value['data'] ?? '')
  }
  return HIVES.flatMap((hive): PolicyLayer[] => {
    const content = hives.get(hive)
    return content ? [{ where: `${hive}\\${REGISTRY_KEY}`, kind: 'read', dialect: 'registry', content }] : []
  })
}

/** `null`: the key above the sections, which holds nothing of ours, or one of another program. */
function sectionOf(hives: Map<string, Record<string, Section>>, hive: string, path: string): Section | null {
  const below = path.slice(REGISTRY_KEY.length)
  if (path.slice(0, REGISTRY_KEY.length).toLowerCase() !== REGISTRY_KEY.toLowerCase()) return null
  if (below !== '' && !below.startsWith('\\')) return null
  const sections = hives.get(hive) ?? newRecord<Section>()
  hives.set(hive, sections)
  if (below === '') return null
  return (sections[below.slice(1)] ??= newRecord<unknown>())
}

/** With none of the names that every object has: keys of the registry may be called `__proto__`. */
function newRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>
}

function dataOf(type: string, data: string): unknown {
  return type === 'REG_DWORD' || type === 'REG_QWORD' ? Number(data) : data
}
