import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { restError } from '#shared/contract/rest'
import type { SignedIn } from '#shared/contract/accounts'
import type { FileId } from '#shared/domain/ids'
import { UPLOADS_OF_ONE } from '../files/upload-gate'
import { Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

const WAIT = { timeout: 20_000, interval: 50 }
vi.setConfig({ testTimeout: 60_000 })

let team: Team
let anna: SignedIn
let boris: SignedIn
const open: ClientRequest[] = []

beforeEach(async () => {
  team = await Team.open({ database: null })
  anna = await team.person('agent', 'Анна')
  boris = await team.person('agent', 'Борис')
}, PREPARING_MS)
afterEach(async () => {
  for (const each of open.splice(0)) each.destroy()
  await team.stop()
})

/** A file of which a part has come; `end` brings the rest. */
async function begin({ token }: SignedIn) {
  const asked = request(`${team.hub.url}/api/uploads/${team.hub.newId<FileId>()}`, {
    agent: false,
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
  })
  open.push(asked)
  asked.on('error', () => undefined)
  const answer = once(asked, 'response').then(async ([reply]) => {
    const { statusCode, headers } = reply as IncomingMessage
    return { status: statusCode, headers, said: await text(reply as IncomingMessage) }
  })
  answer.catch(() => undefined)
  asked.write('the beginning of a long file')
  return { asked, answer }
}

it('[M15] so many files of one person come in at once and no more; others are not kept waiting', async () => {
  const under = await Promise.all(Array.from({ length: UPLOADS_OF_ONE }, () => begin(anna)))
  const tooMany = await vi.waitFor(async () => {
    const { answer, asked } = await begin(anna)
    asked.end()
    const refused = await answer
    expect(refused.status).toBe(429)
    return refused
  }, WAIT)
  expect(restError.parse(JSON.parse(tooMany.said)).error).toBe('tooMany')
  expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(0)

  const his = await begin(boris)
  his.asked.end()
  expect((await his.answer).status).toBe(200)

  under[0]?.asked.end()
  expect((await under[0]?.answer)?.status).toBe(200)
  // One whose line breaks makes room as well.
  under[1]?.asked.destroy()
  for (let nth = 0; nth < 2; nth += 1)
    await vi.waitFor(async () => {
      const again = await begin(anna)
      again.asked.end()
      expect((await again.answer).status).toBe(200)
    }, WAIT)
})
