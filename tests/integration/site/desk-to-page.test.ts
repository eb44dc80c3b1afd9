import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { HubConnection } from '../../../shared/contract/ipc/hub'
import type { CallId, ChatId } from '../../../shared/domain/ids'
import { systemClock } from '../../../shared/lib/clock'
import { PEER_SDP } from '../../../electron/sip/testing/fake-peer'
import { createFixture, type PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import { serverReacher } from '../../../electron/network/reach-server'
import { pageCallOpener } from '../../../electron/visitor-calls/open-page-call'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { makeSiteRig, type SiteRig } from './rig'
import type { TestVisitor } from './visitor'

let rig: SiteRig
let phone: PhoneFixture
/** As the desk knows the hub; a test may take it away. */
let isHubThere = true

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  isHubThere = true
  rig = await makeSiteRig()
  const connection = (): HubConnection =>
    isHubThere
      ? { kind: 'ready', url: rig.hub.url, secret: SECRET, databaseSetAside: null }
      : { kind: 'restarting', retryAtMs: 0 }
  phone = createFixture({
    account: { transport: 'ws', port: 1 },
    openPageCall: pageCallOpener(
      connection,
      serverReacher(async () => ({ kind: 'direct' }), systemClock),
      systemClock,
    ),
  })
})
afterEach(async () => {
  await phone.phone.stop()
  await rig.stop()
})

async function talk(): Promise<{ readonly visitor: TestVisitor; readonly chatId: ChatId }> {
  const visitor = await rig.visitor({ pageId: randomUUID() })
  const conversationId = randomUUID()
  await visitor.say('Добрый день', conversationId)
  return { visitor, chatId: (await rig.chat(conversationId)).id }
}

async function call(chatId: ChatId): Promise<CallId> {
  return (await phone.phone.callHandlers.startPageCall({ chatId, presentation: null })) as CallId
}

it('[K6] the desk’s phone, the hub and a page: rings, is taken, held and ended from either side', async () => {
  const { visitor, chatId } = await talk()
  const id = await call(chatId)
  const rung = await visitor.heard('call')
  expect(rung).toMatchObject({ callId: id, offerNumber: 1 })
  expect(rung.sdp).toContain('m=audio')
  visitor.send({ type: 'callRings', callId: id })
  await phone.untilPhase(id, 'ringing')
  visitor.send({ type: 'callDescription', callId: id, offerNumber: 1, sdp: PEER_SDP })
  await phone.untilPhase(id, 'active')

  void phone.phone.callHandlers.hold({ id })
  const held = await visitor.heard('callOffer')
  expect(held.sdp).toContain('a=sendonly')
  const answer = PEER_SDP.replace('sendrecv', 'recvonly')
  visitor.send({ type: 'callDescription', callId: id, offerNumber: held.offerNumber, sdp: answer })
  await phone.until('held', () => phone.call(id)?.isHeld === true)

  await phone.phone.callHandlers.hangUp({ id })
  expect(await visitor.heard('callOver')).toMatchObject({ callId: id, why: 'hungUp' })
  expect((await phone.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpHere', outcome: 'answered' })

  const second = await call(chatId)
  await visitor.until(({ frames }) => frames.some((frame) => frame.type === 'call' && frame.callId === second))
  visitor.send({ type: 'callRefused', callId: second, reason: 'declined' })
  expect((await phone.untilPhase(second, 'ended')).phase).toMatchObject({ reason: 'declinedThere' })
  expect(phone.records.map(({ route, outcome }) => [route, outcome])).toEqual([
    ['page', 'answered'],
    ['page', 'declined'],
  ])
})

it('[K6] says that the client is not on the page, and that there is no such chat', async () => {
  const { visitor, chatId } = await talk()
  visitor.close()
  await visitor.untilClosed()
  const id = await call(chatId)
  expect((await phone.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'notOnPage' })
  const nowhere = await call(randomUUID() as ChatId)
  expect((await phone.untilPhase(nowhere, 'ended')).phase).toMatchObject({ reason: 'chatGone' })
})

it('[K6] a hub that is not there yet is waited for, and then the call is made', async () => {
  const { visitor, chatId } = await talk()
  isHubThere = false
  const id = await call(chatId)
  await phone.untilPhase(id, 'calling')
  isHubThere = true
  expect(await visitor.heard('call')).toMatchObject({ callId: id })
  await phone.phone.callHandlers.hangUp({ id })
  expect(await visitor.heard('callOver')).toMatchObject({ callId: id, why: 'cancelled' })
})
