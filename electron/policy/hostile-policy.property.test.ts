import fc from 'fast-check'
import { expect, it } from 'vitest'

import { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import { readPolicy } from '#shared/contract/policy/policy'
import { readSetup } from '#shared/contract/policy/setup'
import { randomRuns } from '#shared/testing/random-runs'
import { parseText } from './read-file'
import { parseRegistry, REGISTRY_KEY } from './registry'

/** Of each parser. */
const COUNTS = { share: 20_000, full: 1_000_000 }

const key = fc.oneof(
  fc.constantFrom(...MANAGED_SETTINGS.map((each) => each.key), '__proto__', 'constructor', 'toString', ''),
  fc.string(),
)
const content = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom('locked', 'preset', 'Locked', '__proto__', 'x'), fc.dictionary(key, fc.jsonValue())),
)

/** Whatever came: each rule is a setting with a value that its own schema takes, and the rest is told. */
function expectSound(policy: ReturnType<typeof readPolicy>): void {
  for (const [name, { value }] of policy.rules) {
    const setting = MANAGED_SETTINGS.find((each) => each.key === name)
    expect(setting?.schema.safeParse(value).success).toBe(true)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
  for (const { came } of policy.problems) expect(came.length).toBeLessThanOrEqual(61)
}

it('[I2] no file, however it is broken, does anything but say so', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        content.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expectSound(readPolicy([parseText('/etc/otklik/policy.json', text)]))
      },
    ),
    randomRuns(COUNTS),
  )
})

it('[I2] nothing that the registry or a link holds does anything but say so', () => {
  const line = fc.oneof(
    fc.constantFrom(
      `HKEY_LOCAL_MACHINE\\${REGISTRY_KEY}`,
      `HKEY_LOCAL_MACHINE\\${REGISTRY_KEY}\\Locked`,
      `HKEY_CURRENT_USER\\${REGISTRY_KEY}\\__proto__`,
      '',
    ),
    fc
      .tuple(key, fc.constantFrom('REG_SZ', 'REG_DWORD', 'REG_BINARY', 'REG_'), fc.string())
      .map((parts) => `    ${parts.join('    ')}`),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.tuple(key, fc.string())), (lines, given) => {
      expectSound(readPolicy(parseRegistry(lines.join('\r\n'))))
      for (const { key: name, value } of readSetup(given, 'registry').items)
        expect(MANAGED_SETTINGS.find((each) => each.key === name)?.schema.safeParse(value).success).toBe(true)
    }),
    randomRuns(COUNTS),
  )
})
