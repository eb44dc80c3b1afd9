import type { z } from 'zod'

import type { connectSiteReply, makeLinkReply } from '../../../shared/contract/site-admin'
import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import type { Message } from '../../../shared/domain/message'
import type { MessageId } from '../../../shared/domain/ids'
import type { SiteSettings } from '../../../shared/domain/site-chat'
import { createDriver } from '../../../hub/channels/registry'
import type { HubOptions } from '../../../hub/hub-options'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, textMessage, type TestHub, type TestHubParts } from '../../../hub/testing/test-hub'
import { TestVisitor, type VisitorPlace } from './visitor'

export const SETTINGS: SiteSettings = {
  company: 'ООО «Ромашка»',
  greeting: 'Здравствуйте! Ответим в течение дня.',
  sites: ['https://romashka.example'],
  publicUrl: null,
}

export interface SiteRig {
  readonly hub: TestHub
  readonly desk: TestDesk
  readonly channel: Channel
  post<T>(path: string, body: unknown): Promise<T>
  visitor(place?: Partial<VisitorPlace>): Promise<TestVisitor>
  makeLink(body: unknown): Promise<z.output<typeof makeLinkReply> & { readonly key: string }>
  /** The desk's newest row of the chat. */
  chat(externalId: string): Promise<Chat>
  /** What the desk shows of the chat, the oldest first. */
  messages(chat: Chat): Promise<readonly Message[]>
  answer(chat: Chat, text: string): Promise<MessageId>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A whole hub with a site chat, a desk at it, and as many scripted visitors as a test wants. */
export async function makeSiteRig(options: Partial<HubOptions> = {}, parts: TestHubParts = {}): Promise<SiteRig> {
  let hub = await startTestHub({ ...parts, options: { createDriver, ...options } })
  let desk = await TestDesk.open(hub.url)
  desk.hello()
  const visitors: TestVisitor[] = []
  const post = <T>(path: string, body: unknown) =>
    hub.json<T>(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  const { channel } = await post<z.output<typeof connectSiteReply>>('/api/site-channels', {
    name: 'Сайт',
    settings: SETTINGS,
  })
  return {
    get hub() {
      return hub
    },
    get desk() {
      return desk
    },
    channel,
    post,
    async visitor(place = {}) {
      const visitor = await TestVisitor.enter({ url: hub.url, channelId: channel.id, ...place })
      visitors.push(visitor)
      return visitor
    },
    async makeLink(body) {
      const made = await post<z.output<typeof makeLinkReply>>(`/api/site-channels/${channel.id}/links`, body)
      return { ...made, key: made.url.split('#')[1] ?? '' }
    },
    chat: (externalId) =>
      desk.until(({ changes }) =>
        changes.flatMap(({ entity, row }) => (entity === 'chat' && row?.externalId === externalId ? [row] : [])).at(-1),
      ),
    async messages(chat) {
      return [...(await hub.messages(chat.id))].reverse()
    },
    async answer(chat, text) {
      const messageId = hub.newId<MessageId>()
      await hub.command('sendMessage', textMessage(chat.id, messageId, text))
      return messageId
    },
    async restart() {
      for (const visitor of visitors.splice(0)) visitor.close()
      desk.close()
      hub = await hub.restart()
      desk = await TestDesk.open(hub.url)
      desk.hello()
    },
    async stop() {
      for (const visitor of visitors) visitor.close()
      desk.close()
      await hub.stop()
    },
  }
}
