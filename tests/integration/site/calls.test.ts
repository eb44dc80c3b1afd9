import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { Administration } from '../../../shared/contract/administration'
import { VISITOR_CALLS_CLOSE, VISITOR_CALLS_SUBPROTOCOL } from '../../../shared/contract/visitor-calls'
import { defaultCalls } from '../../../shared/domain/channel-calls'
import { defaultChannelSettings } from '../../../shared/domain/channel-settings'
import type { CallId, ChatId, TeamId } from '../../../shared/domain/ids'
import type { Logger } from '../../../shared/lib/logger'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { DeskCall } from './desk-call'
import { makeSiteRig, SETTINGS, type SiteRig } from './rig'

let rig: SiteRig

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(async () => {
  await rig.stop()
})

const SDP = 'v=0 of the desk'
const newCall = () => randomUUID() as CallId

/** Somebody who has written, and the chat of it. */
async function talk() {
  const pageId = randomUUID()
  const visitor = await rig.visitor({ pageId })
  const conversationId = randomUUID()
  await visitor.say('Добрый день', conversationId)
  const chat = await rig.chat(conversationId)
  return { visitor, conversationId, chat, pageId }
}

/** As an administrator writes the note of the channel. */
async function setNote(note: string): Promise<void> {
  const { channels, teams } = await rig.hub.json<Administration>('/api/administration')
  const calls = { ...defaultCalls('site'), note }
  const saved = channels.find(({ channelId }) => channelId === rig.channel.id)?.settings
  const settings = { ...(saved ?? defaultChannelSettings(teams[0]?.id ?? ('' as TeamId))), calls }
  const reply = await rig.hub.request(`/api/administration/channels/${rig.channel.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })
  expect(reply.status).toBe(204)
}

async function outcome(chatId: ChatId): Promise<unknown> {
  const call = await DeskCall.open(rig.hub.url)
  call.send({ type: 'call', callId: newCall(), chatId, sdp: SDP, number: 1 })
  expect(await call.untilClosed()).toBe(1000)
  return call.frames.at(-1)
}

describe('a call to a visitor’s page, over real lines', () => {
  it('[K6] [K11] rings there, is taken, negotiated anew, outlives both lines and ends; nothing of it is logged', async () => {
    const logged: string[] = []
    const note = (message: string, context?: unknown) => logged.push(message + JSON.stringify(context))
    const logger: Logger = { error: note, warn: note, info: note, debug: note, child: () => logger }
    rig = await makeSiteRig({ logger })
    const { visitor, chat, conversationId, pageId } = await talk()
    const stranger = await rig.visitor()
    await stranger.say('Я другой', randomUUID())
    const callId = newCall()
    const call = await DeskCall.open(rig.hub.url)
    call.send({ type: 'call', callId, chatId: chat.id, sdp: SDP, number: 1 })
    expect(await visitor.heard('call')).toEqual({
      type: 'call',
      callId,
      conversationId,
      company: SETTINGS.company,
      note: null,
      offerNumber: 1,
      sdp: SDP,
    })
    visitor.send({ type: 'callRings', callId })
    await call.heard('rings')
    expect(await outcome(chat.id)).toEqual({ type: 'refused', reason: 'busy' })
    visitor.send({ type: 'callDescription', callId, offerNumber: 1, sdp: 'v=0 of the page' })
    await call.heard('rings', 'description')
    expect(call.frames[1]).toEqual({ type: 'description', sdp: 'v=0 of the page', number: 1 })

    call.break()
    const resumed = await DeskCall.open(rig.hub.url)
    resumed.send({ type: 'resume', callId })
    await resumed.heard('resumed', 'description')
    visitor.close()
    await visitor.untilClosed()
    resumed.send({ type: 'offer', sdp: 'v=0 held', number: 2 })
    const back = await rig.visitor({ key: visitor.key, pageId })
    back.send({ type: 'callHere', callId })
    expect(await back.heard('callOffer')).toEqual({ type: 'callOffer', callId, offerNumber: 2, sdp: 'v=0 held' })
    back.send({ type: 'callDescription', callId, offerNumber: 2, sdp: 'v=0 held too' })
    await resumed.heard('resumed', 'description', 'description')
    back.send({ type: 'callHungUp', callId })
    expect(await resumed.untilClosed()).toBe(1000)
    expect(resumed.frames.at(-1)).toEqual({ type: 'over', why: 'hungUp' })
    expect(stranger.frames.filter(({ type }) => type.startsWith('call'))).toEqual([])
    expect(logged.some((line) => line.includes(callId))).toBe(true)
    expect(logged.filter((line) => line.includes('v=0'))).toEqual([])
  })

  it('[K5] [K6] says to whom a link about a vacancy was given why they are called', async () => {
    rig = await makeSiteRig()
    await setNote('Звонят по вакансии {вакансия}')
    const person = { kind: 'new', name: 'Анна', title: 'Бариста' }
    const anna = await rig.visitor({ channelId: null, key: (await rig.makeLink({ person, validForDays: 1 })).key })
    const welcome = await anna.heard('welcome')
    const chat = await rig.chat(welcome.conversations[0]?.id ?? '')
    const call = await DeskCall.open(rig.hub.url)
    call.send({ type: 'call', callId: newCall(), chatId: chat.id, sdp: SDP })
    expect(await anna.heard('call')).toMatchObject({ note: 'Звонят по вакансии Бариста' })
    call.send({ type: 'hangUp' })
    expect(await anna.heard('callOver')).toMatchObject({ why: 'cancelled' })
  })

  it('[K3] [K6] [M7] says why nobody is called: no such chat, no page, left, blocked', async () => {
    rig = await makeSiteRig()
    const { visitor, chat, conversationId } = await talk()
    expect(await outcome(randomUUID() as ChatId)).toEqual({ type: 'refused', reason: 'unknownChat' })
    visitor.close()
    await visitor.untilClosed()
    expect(await outcome(chat.id)).toEqual({ type: 'refused', reason: 'away' })
    const back = await rig.visitor({ key: visitor.key })
    expect(await rig.hub.command('blockClient', { chatId: chat.id, reason: 'spam' })).toBeNull()
    await back.until((page) => page.state(conversationId)?.state === 'blocked')
    expect(await outcome(chat.id)).toEqual({ type: 'refused', reason: 'notAllowed' })
    expect(await rig.hub.command('unblockClient', { chatId: chat.id })).toBeNull()
    await back.until((page) => page.state(conversationId)?.state === 'open')
    expect(await rig.hub.command('leaveChat', { chatId: chat.id })).toBeNull()
    await back.until((page) => page.state(conversationId)?.state === 'left')
    expect(await outcome(chat.id)).toEqual({ type: 'refused', reason: 'notAllowed' })
    expect(back.frames.filter(({ type }) => type === 'call')).toEqual([])
  })

  it('[K6] [K11] keeps nothing over a restart of the hub: both sides hear that it is gone', async () => {
    rig = await makeSiteRig()
    const { visitor, chat, pageId } = await talk()
    const callId = newCall()
    const call = await DeskCall.open(rig.hub.url)
    call.send({ type: 'call', callId, chatId: chat.id, sdp: SDP })
    await visitor.heard('call')
    visitor.send({ type: 'callDescription', callId, offerNumber: 1, sdp: 'v=0' })
    await call.heard('description')
    await rig.restart()
    const resumed = await DeskCall.open(rig.hub.url)
    resumed.send({ type: 'resume', callId })
    await resumed.heard('refused')
    expect(resumed.frames).toEqual([{ type: 'refused', reason: 'unknownCall' }])
    const back = await rig.visitor({ key: visitor.key, pageId })
    back.send({ type: 'callHere', callId })
    expect(await back.heard('callOver')).toEqual({ type: 'callOver', callId, why: 'lost' })
  })

  it('[K6] the door is the desk’s own, and frames that are none end the line with the reason', async () => {
    rig = await makeSiteRig()
    const { url } = rig.hub
    const secret = SECRET
    for (const protocols of [
      [VISITOR_CALLS_SUBPROTOCOL],
      [VISITOR_CALLS_SUBPROTOCOL, 'wrong'],
      ['otklik.sync', secret],
    ])
      await expect(DeskCall.open(url, { protocols })).rejects.toThrow('401')
    await expect(DeskCall.open(url, { headers: { origin: 'https://evil.example' } })).rejects.toThrow('403')
    await expect(DeskCall.open(url, { headers: { host: 'evil.example' } })).rejects.toThrow('403')
    const callId = newCall()
    const bad = [
      'нет',
      '{}',
      Buffer.from([1]),
      JSON.stringify({ type: 'offer', sdp: SDP }),
      JSON.stringify({ type: 'hangUp' }),
      JSON.stringify({ type: 'call', callId, chatId: 'not an id', sdp: SDP }),
      JSON.stringify({ type: 'call', callId, chatId: randomUUID(), sdp: 'x'.repeat(65_537) }),
    ]
    for (const data of bad) {
      const line = await DeskCall.open(url)
      line.sendRaw(data)
      expect(await line.untilClosed()).toBe(VISITOR_CALLS_CLOSE.badFrame)
    }
    const huge = await DeskCall.open(url)
    huge.sendRaw(`"${'x'.repeat(256 * 1024)}"`)
    expect(await huge.untilClosed()).toBe(1009)
    const pinged = await DeskCall.open(url)
    pinged.send({ type: 'ping', nonce: 7 })
    await pinged.heard('pong')
    pinged.break()
  })
})
