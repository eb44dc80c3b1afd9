import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'

import { channelName } from '#shared/contract/channel-name'
import type { Contract } from '#shared/contract/define'
import { silentLogger } from '#shared/lib/logger'
import { hostileValue, type Vocabulary } from '#shared/testing/hostile'
import { randomRuns } from '#shared/testing/random-runs'
import { mayUseArea, type WindowKind } from '../windows/window-kind'
import { Router, type Sender } from './router'

/** There are more than a hundred requests: 1,000,000 inputs in a long run. */
const OF_EACH_REQUEST = { share: 200, full: 10_000 }
const TAKES_MS = 1_800_000
const FOLDER = join(import.meta.dirname, '../../shared/contract/ipc')
const ERROR_ID = 'error-1'
const OURS = 'app://otklik/desk.html'

const sender = fc.record<Sender>({
  kind: fc.constantFrom<WindowKind | null>('desk', 'desk', 'desk', 'incoming', 'widget', 'media', null),
  isTopFrame: fc.constantFrom(true, true, true, false),
  url: fc.constantFrom(OURS, OURS, OURS, 'app://otklik.evil/', 'https://evil.example/', ''),
})

it(
  '[I9] no page can make a request of any contract fail: a schema or the sender refuses it',
  { timeout: TAKES_MS },
  async () => {
    const router = new Router(silentLogger, () => ERROR_ID)
    let handled = 0
    let requests = 0
    for (const contract of await allContracts()) {
      const members = Object.entries(contract.members).flatMap(([member, spec]) =>
        spec.kind === 'request' ? [{ member, args: spec.args }] : [],
      )
      const count = (): null => {
        handled += 1
        return null
      }
      router.handle(contract, Object.fromEntries(members.map(({ member }) => [member, count])))
      for (const { member, args } of members) {
        requests += 1
        const channel = channelName(contract.area, member)
        await fc.assert(
          fc.asyncProperty(hostileValue(vocabularyOf(args)), sender, async (sent, from) => {
            const before = handled
            const reply = await router.answer(from, [channel, sent])
            const isAllowed =
              from.kind !== null && from.isTopFrame && from.url === OURS && mayUseArea(from.kind, contract.area)
            if (!isAllowed) expect(reply).toEqual({ ok: false, kind: 'notAllowed', errorId: ERROR_ID })
            else if (!reply.ok) expect(reply).toEqual({ ok: false, kind: 'badArguments', errorId: ERROR_ID })
            expect(handled - before).toBe(reply.ok ? 1 : 0)
          }),
          randomRuns(OF_EACH_REQUEST),
        )
      }
    }
    expect(requests).toBeGreaterThan(100)
    expect(handled).toBeGreaterThan(0)
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

it('[I9] what is no request at all is refused', { timeout: TAKES_MS }, async () => {
  const router = new Router(silentLogger, () => ERROR_ID)
  await fc.assert(
    fc.asyncProperty(hostileValue({ names: ['0', '1'], values: ['app:get-settings'] }), async (message) => {
      const reply = await router.answer({ kind: 'desk', isTopFrame: true, url: OURS }, message)
      expect(reply).toMatchObject({ ok: false, errorId: ERROR_ID })
    }),
    randomRuns({ share: 1_000, full: 1_000_000 }),
  )
})

async function allContracts(): Promise<readonly Contract[]> {
  const files = readdirSync(FOLDER).filter((name) => !name.includes('.test.'))
  const modules = await Promise.all(
    files.map((file) => import(join(FOLDER, file)) as Promise<Readonly<Record<string, unknown>>>),
  )
  return modules.flatMap((each) => Object.values(each)).filter(isContract)
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'area' in value && 'members' in value
}

/** The words of a schema: without them, hostile values would stop at its first property. */
function vocabularyOf(schema: z.ZodType): Vocabulary {
  const names = new Set<string>()
  const values = new Set<unknown>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('properties' in node && node.properties) for (const name of Object.keys(node.properties)) names.add(name)
    if ('const' in node) values.add(node.const)
    if ('enum' in node && Array.isArray(node.enum)) for (const value of node.enum) values.add(value)
    for (const part of Object.values(node)) walk(part)
  }
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return { names: [...names], values: [...values] }
}
