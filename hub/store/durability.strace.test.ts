import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { buildHub, runBuiltHub, startMessage, type BuiltHub } from '../testing/built-hub'
import { makeTestFolder, PREPARING_MS } from '../testing/test-folder'
import { SECRET } from '../testing/test-hub'

const folder = makeTestFolder()
const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
const COMMANDS = 5
let built: BuiltHub

beforeAll(async () => {
  if (spawnSync('strace', ['-V']).error)
    throw new Error('This test watches the hub with strace: apt-get install strace')
  built = await buildHub()
}, PREPARING_MS)
afterAll(() => {
  folder.remove()
})

describe('durability', () => {
  it('syncs the log to disk before it acknowledges a command', { timeout: 120_000 }, async () => {
    const traceFile = join(folder.path, 'trace.txt')
    // -y names the file behind each descriptor.
    const wrapper = ['strace', '-f', '-y', '-s', '48', '-e', 'trace=fsync,fdatasync,write,writev', '-o', traceFile]
    const hub = await runBuiltHub(built, startMessage(join(folder.path, 'data')), wrapper)
    expect(hub.first).toMatchObject({ type: 'ready' })
    for (let index = 0; index < COMMANDS; index += 1) {
      const call = {
        id: randomUUID(),
        chatId: null,
        direction: 'incoming',
        number: '101',
        name: null,
        outcome: 'missed',
        startedAtMs: index,
        durationMs: 0,
        isSeen: false,
      }
      const body = JSON.stringify({ id: randomUUID(), name: 'recordCall', args: call })
      const answer = await fetch(`${hub.url}/api/commands`, { method: 'POST', headers, body })
      expect(await answer.json()).toEqual({ refusal: null })
    }
    hub.child.send({ type: 'stop' })
    await hub.exited()

    const calls = readFileSync(traceFile, 'utf8').split('\n')
    const isLogSync = (line: string) => /fdatasync\(\d+<[^>]*\/pg_wal\/[0-9A-F]{24}>/.test(line)
    const isAnswer = (line: string) => /writev?\(\d+<(TCP|socket)[^>]*>.*HTTP\/1\.1 200/.test(line)
    const answers = calls.flatMap((line, index) => (isAnswer(line) ? [index] : []))
    expect(answers).toHaveLength(COMMANDS)
    let from = 0
    for (const at of answers) {
      expect(calls.slice(from, at).filter(isLogSync).length).toBeGreaterThanOrEqual(1)
      from = at
    }
    // The checkpoint of an orderly end syncs data files and the control file too.
    const after = calls.slice(from)
    expect(after.some((line) => /fsync\(\d+<[^>]*\/base\//.test(line))).toBe(true)
    expect(after.some((line) => /fsync\(\d+<[^>]*pg_control>/.test(line))).toBe(true)
  })
})
