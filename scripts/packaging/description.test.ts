import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
/** What electron-builder itself reads and checks the description with before it packs for any system. */
const ofBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { validateConfiguration } = ofBuilder('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration: (config: unknown, debug: { isEnabled: boolean }) => Promise<void>
}
const { load } = ofBuilder('js-yaml') as { load: (text: string) => Description }

interface Description {
  readonly afterPack: string
  readonly deb: { readonly fpm: readonly string[] }
  readonly rpm: { readonly fpm: readonly string[] }
  readonly linux: { readonly extraResources: readonly { readonly from: string }[] }
  readonly win: { readonly icon: string }
  readonly mac: { readonly icon: string; readonly entitlements: string; readonly entitlementsInherit: string }
}

const description = load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))
const check = (config: unknown) => validateConfiguration(config, { isEnabled: false })

describe('[I1] the description of all installers', () => {
  it('is what the builder’s own schema wants, for Windows, macOS and Linux', async () => {
    await check(description)
  })

  it.each([
    ['win', { ...description, win: { ...description.win, target: [{ target: 'nsis', arch: ['x65'] }] } }],
    ['nsis', { ...description, nsis: { oneClickk: false } }],
    ['mac', { ...description, mac: { ...description.mac, hardenedRuntime: 'yes' } }],
  ])('which refuses a mistake in %s', async (_, mistaken) => {
    await expect(check(mistaken)).rejects.toThrow('Invalid configuration object')
  })

  it('names only files that are there', () => {
    const { afterPack, deb, rpm, linux, win, mac } = description
    const named = [
      afterPack,
      win.icon,
      mac.icon,
      mac.entitlements,
      mac.entitlementsInherit,
      ...linux.extraResources.map(({ from }) => from),
      ...[...deb.fpm, ...rpm.fpm].flatMap((each) => /^(resources\/.+)=\//.exec(each)?.[1] ?? []),
      ...['license_en.txt', 'license_ru.txt'].map((name) => `resources/installer/${name}`),
    ]
    for (const path of named) expect(existsSync(join(ROOT, path)), path).toBe(true)
  })
})
