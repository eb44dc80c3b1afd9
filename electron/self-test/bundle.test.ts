import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { failed, type SelfTestRow } from '#shared/domain/self-test/row'
import { createLogger } from '../log/logger'
import { bundleFiles, saveBundle, type BundleSources } from './bundle'

const SECRETS = {
  token: 'tok_9f8e7d6c5b4a39281706f5e4d3c2b1a0',
  password: 'Zimniy-Sad77',
  sipKey: 'inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  phone: '+7 916 123-45-67',
  bareNumber: '89161234567',
  client: 'Пётр Воробьёв',
  clientLatin: 'Vorobyov',
  message: 'Приеду в шесть, ключ под ковриком',
  latinMessage: 'meet me behind the garage',
  mail: 'petr@example.org',
} as const

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-bundle-'))
  mkdirSync(join(folder, 'logs'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Every secret at every place of a log line where a program could put one by mistake. */
function plantedLog(): string {
  const lines: string[] = []
  const logger = createLogger((level, line) => {
    lines.push(`2026-11-29T10:00:00.000Z ${level} ${line}`)
  }, 'main.phone')
  for (const secret of Object.values(SECRETS)) {
    logger.error('the line failed', { error: `Error: refused for ${secret}`, reason: secret, name: secret, to: secret })
    logger.warn('uncaught', { stack: `at dial (${secret}/main.cjs:10:20)`, cause: `TypeError: ${secret} ECONNRESET` })
    lines.push(secret, `2026-11-29T10:00:00.000Z info [main] ${secret}`, `  continued ${secret} error=${secret}`)
  }
  // A Latin word in small letters is what sentences of the program are made of; the program's own are literals.
  return lines.filter((line) => !line.endsWith(`[main] ${SECRETS.latinMessage}`)).join('\n')
}

function sources(): BundleSources {
  const all = Object.values(SECRETS).join(' ')
  const rows: SelfTestRow[] = [
    { layer: 'line', part: 1, ...failed('line.wrongPassword', { transport: 'udp', detail: `asked for ${all}` }) },
  ]
  return {
    userData: folder,
    versions: { app: '1.0.0', electron: '45.0.0', chrome: '140', system: 'linux 6' },
    language: 'ru',
    secrets: 'os',
    hub: 'team',
    lines: [
      { transport: 'udp', media: 'rtp', isEnabled: true, ...{ user: SECRETS.phone, password: SECRETS.password } },
    ],
    policy: {
      places: [`/home/${SECRETS.clientLatin}/policy.json`],
      managed: [{ key: 'workplace.hub', rule: 'locked', value: SECRETS.token, waits: false }],
      problems: [{ where: SECRETS.client, key: SECRETS.password, problem: 'unknownKey', came: SECRETS.message }],
    },
    rows,
    known: Object.values(SECRETS),
  }
}

describe('[I8] the report that is saved', () => {
  it('has none of the planted secrets, neither in what is shown nor in the file', async () => {
    writeFileSync(join(folder, 'logs/main.log'), plantedLog())
    writeFileSync(join(folder, 'logs/main.old.log'), plantedLog())
    const files = bundleFiles(sources())
    const path = join(folder, 'report.zip')
    await saveBundle(path, files)
    const saved = unpack(readFileSync(path))
    expect(saved).toEqual(files)
    const found = Object.entries(SECRETS).map(([kind, secret]) => [kind, countOf(JSON.stringify(saved), secret)])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.keys(SECRETS).map((kind) => [kind, 0])))
    const parts = ['Воробьёв', 'ковриком', 'garage', 'Zimniy', '9161234567', '123-45-67', 'petr']
    expect(parts.filter((part) => JSON.stringify(saved).includes(part))).toEqual([])
  })

  it('keeps what helps: times, levels, sentences, kinds of errors, places in the program', () => {
    const line =
      '2026-11-29T10:00:00.000Z warn [main.media] the media window is gone reason=crashed delayMs=500 error=Error: lost Ivan ECONNRESET stack=at a (/home/ivan/out/main.cjs:1:22)'
    writeFileSync(join(folder, 'logs/main.log'), line)
    expect(bundleFiles(sources()).at(-1)).toEqual({
      name: 'logs/main.log',
      text: '2026-11-29T10:00:00.000Z warn [main.media] the media window is gone reason=crashed delayMs=500 error=Error: ECONNRESET stack=main.cjs:1:22',
    })
  })
})

function countOf(text: string, part: string): number {
  return text.split(JSON.stringify(part).slice(1, -1)).length - 1
}

/** What stands in a ZIP, by its local headers as yazl writes them for whole buffers. */
function unpack(zip: Buffer): { name: string; text: string }[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    return { name, text: inflateRawSync(zip.subarray(from, from + size)).toString('utf8') }
  })
}
