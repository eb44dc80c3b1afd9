import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { MANAGED_SETTINGS, type ManagedKey } from '#shared/contract/policy/catalogue'
import { readPolicy, type Policy } from '#shared/contract/policy/policy'
import { MACOS_DOMAIN, policyPlaces, type RunProgram } from './policy-places'
import { exampleOf, printedRegistry, type Given } from './testing/written-policy'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-policy-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const noProgram: RunProgram = () => {
  throw new Error('no program is run here')
}
const readFrom = (text: string): Policy => {
  const file = join(folder, 'policy.json')
  writeFileSync(file, text)
  return readPolicy(policyPlaces({ platform: 'linux', userName: 'anna', run: noProgram, exists: () => false, file })())
}

type Hive = Parameters<typeof printedRegistry>[0]

/** Each platform as far as this computer can play it: the real file, and what the programs of the others print. */
const SOURCES: Readonly<Record<string, (given: Given) => Policy>> = {
  'file of Linux': (given) => readFrom(JSON.stringify(given)),
  'registry, computer': (given) => fromRegistry({ HKEY_LOCAL_MACHINE: given }),
  'registry, person': (given) => fromRegistry({ HKEY_CURRENT_USER: given }),
  'profile of macOS, computer': (given) => fromProfiles({ [`/${MACOS_DOMAIN}.plist`]: given }),
  'profile of macOS, person': (given) => fromProfiles({ [`/anna/${MACOS_DOMAIN}.plist`]: given }),
}

function fromRegistry(hives: Partial<Record<Hive, Given>>): Policy {
  const printed = (Object.entries(hives) as [Hive, Given][])
    .map(([hive, given]) => printedRegistry(hive, given))
    .join('')
  const run: RunProgram = (file, args) => (file === 'cmd.exe' && args.join(' ').includes('reg query') ? printed : '')
  return readPolicy(policyPlaces({ platform: 'win32', userName: 'anna', run, exists: () => false, file: null })())
}

function fromProfiles(files: Readonly<Record<string, Given>>): Policy {
  const of = (path: string) => Object.entries(files).find(([end]) => path === `/Library/Managed Preferences${end}`)?.[1]
  const run: RunProgram = (file, args) => {
    expect(file).toBe('/usr/bin/plutil')
    return JSON.stringify(of(args.at(-1) ?? ''))
  }
  const exists = (path: string) => of(path) !== undefined
  return readPolicy(policyPlaces({ platform: 'darwin', userName: 'anna', run, exists, file: null })())
}

describe.each(Object.entries(SOURCES))('[I2] %s', (_name, read) => {
  it.each(MANAGED_SETTINGS.map((setting) => [setting.key, setting] as const))(
    'reads %s, locked and preset',
    (key, setting) => {
      for (const rule of ['locked', 'preset'] as const) {
        const policy = read({ [rule]: { [key]: exampleOf(setting) } })
        expect(policy.problems).toEqual([])
        expect(policy.rules.get(key)).toMatchObject({ rule, value: setting.schema.parse(exampleOf(setting)) })
      }
    },
  )

  it('says of a wrong value what came, and obeys the rest', () => {
    const policy = read({ locked: { 'look.theme': 'blue', 'look.density': 'compact' } })
    expect([...policy.rules.keys()]).toEqual(['look.density'])
    expect(policy.problems).toEqual([{ where: policy.places[0], key: 'look.theme', problem: 'badValue', came: 'blue' }])
  })
})

describe('[I2] several places', () => {
  const value = (policy: Policy, key: ManagedKey) => policy.rules.get(key)?.value

  it('the computer’s are above the person’s, and a lock of either above every preset', () => {
    const policy = fromRegistry({
      HKEY_LOCAL_MACHINE: {
        locked: { 'look.theme': 'dark' },
        preset: { 'look.density': 'compact', 'look.widget': 'never' },
      },
      HKEY_CURRENT_USER: {
        locked: { 'look.theme': 'light', 'look.density': 'roomy' },
        preset: { 'look.widget': 'always' },
      },
    })
    expect([value(policy, 'look.theme'), value(policy, 'look.density'), value(policy, 'look.widget')]).toEqual([
      'dark',
      'roomy',
      'never',
    ])
    expect(policy.places).toHaveLength(2)
  })

  it('no policy is no policy, and nothing is wrong with that', () => {
    const nothing = { rules: new Map(), places: [], problems: [] }
    expect(fromRegistry({})).toEqual(nothing)
    expect(fromProfiles({})).toEqual(nothing)
    const file = join(folder, 'is-not-there.json')
    const read = policyPlaces({ platform: 'linux', userName: 'anna', run: noProgram, exists: () => false, file })
    expect(readPolicy(read())).toEqual(nothing)
  })

  it('leaves alone what other programs keep beside it', () => {
    const printed =
      'HKEY_LOCAL_MACHINE\\Software\\Policies\\OtklikOther\\Locked\r\n    look.theme    REG_SZ    dark\r\n'
    const read = policyPlaces({
      platform: 'win32',
      userName: 'anna',
      run: () => printed,
      exists: () => false,
      file: null,
    })
    expect(readPolicy(read()).rules.size).toBe(0)
  })
})

describe('[I2] a place that cannot be read', () => {
  it.each([
    ['text that is no JSON', '{"locked": {', 'notJson'],
    ['an empty file', '', 'notJson'],
    ['a list', '[]', 'notObject'],
    ['a section that is no object', '{"locked": true}', 'notObject'],
    ['a section that there is not', '{"mandatory": {}}', 'unknownSection'],
    ['a key that there is not', '{"locked": {"look.colour": "red"}}', 'unknownKey'],
  ])('%s is said and stops nothing', (_name, text, problem) => {
    const policy = readFrom(text)
    expect(policy.problems).toMatchObject([{ where: join(folder, 'policy.json'), problem }])
    expect(policy.rules.size).toBe(0)
  })

  it('a file with the mark of a Windows editor is read like any other', () => {
    expect(readFrom('\uFEFF{"locked":{"look.theme":"dark"}}').rules.get('look.theme')?.value).toBe('dark')
  })

  it('a folder in the place of the file, and a program that does not run, are said', () => {
    mkdirSync(join(folder, 'policy.json'))
    const file = join(folder, 'policy.json')
    const onLinux = policyPlaces({ platform: 'linux', userName: 'anna', run: noProgram, exists: () => false, file })
    expect(readPolicy(onLinux()).problems).toMatchObject([{ problem: 'unreadable', came: 'EISDIR' }])
    for (const platform of ['win32', 'darwin'] as const) {
      const read = policyPlaces({ platform, userName: 'anna', run: noProgram, exists: () => true, file: null })
      const { problems } = readPolicy(read())
      expect(problems[0]).toMatchObject({ problem: 'unreadable' })
    }
  })
})
