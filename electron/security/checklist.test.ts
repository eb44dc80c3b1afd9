import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

const ELECTRON = join(import.meta.dirname, '..')
const sources = readdirSync(ELECTRON, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('testing'))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(ELECTRON, name), 'utf8')] as const)

const filesWith = (pattern: RegExp): string[] => sources.filter(([, text]) => pattern.test(text)).map(([name]) => name)

/** What Electron's security checklist forbids stands nowhere, and what it locks has one door each (docs/security.md). */
describe('[I9] the windows of Otklik', () => {
  it('are opened in one place, which locks them after whatever its callers wish', () => {
    expect(filesWith(/new (?:BrowserWindow|BrowserView|WebContentsView|BaseWindow)\(/)).toEqual([
      'windows/open-window.ts',
    ])
    const text = sources.find(([name]) => name === 'windows/open-window.ts')?.[1] ?? ''
    const preferences = text.match(/webPreferences: \{[\s\S]*?\}/g) ?? []
    expect(preferences.map((each) => each.replace(/\s+/g, ' '))).toEqual([
      "webPreferences: { ...options.webPreferences, preload: join(__dirname, '../preload/preload.cjs'), ...LOCKED, }",
      'webPreferences: { spellcheck: false, ...LOCKED, javascript: false }',
    ])
    const [, locked = ''] = /const LOCKED: WebPreferences = \{([\s\S]*?)\n\}/.exec(text) ?? []
    expect(locked.split('\n').map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        'sandbox: true,',
        'contextIsolation: true,',
        'nodeIntegration: false,',
        'webSecurity: true,',
        'webviewTag: false,',
        'allowRunningInsecureContent: false,',
        'experimentalFeatures: false,',
        "devTools: !app.isPackaged && process.env['NODE_ENV'] === 'development',",
      ]),
    )
  })

  it.each([
    ['blink features', /enableBlinkFeatures|enable-blink-features/],
    ['pages of file:', /loadFile\(|['"`]file:\/\//],
    ['certificates taken as they come', /certificate-error|setCertificateVerifyProc|ignore-certificate-errors/],
    ['code given as text', /executeJavaScript|insertCSS|\beval\(|new Function\(/],
    ['a session of another kind', /fromPartition|fromPath\(/],
    ['opening a file with its program', /shell\.openPath/],
  ])('know nothing of %s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([])
  })

  it('have one door to main, and few to the browser, each behind isOpenable', () => {
    expect(filesWith(/\bipcMain\b.*from 'electron'/)).toEqual(['ipc/door.ts'])
    expect(filesWith(/\bipcRenderer\b/)).toEqual(['preload.ts'])
    expect(filesWith(/shell\.openExternal/).toSorted()).toEqual(['hub/start-hub.ts', 'main.ts', 'services.ts'])
    for (const name of ['hub/start-hub.ts', 'main.ts', 'app-handlers.ts'])
      expect(filesWith(/isOpenable\(/)).toContain(name)
  })
})
