import { expect } from 'vitest'

import type { Channel } from '../../../shared/domain/channel'
import type { ChannelSettings } from '../../../shared/domain/channel-settings'
import type { Chat } from '../../../shared/domain/chat'
import type { Message } from '../../../shared/domain/message'
import { createAvitoChannel } from '../../../hub/channels/avito/index'
import { createAvitoJobsChannel, type JobsTuning } from '../../../hub/channels/avito-jobs/index'
import type { CreateDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import type { CandidateResponse } from '../../../sandbox/avito/jobs/job-control'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito/index'
import { quick } from '../avito/rig'

/** As the product's own figures, only quicker. */
export const quickJobs: Partial<JobsTuning> = {
  ...quick,
  responsePollMs: 60,
  responseWebhookPollMs: 60_000,
  detailRetryMs: [40, 40, 40, 40, 40, 40],
}

export const PATIENCE = { timeout: 40_000 }

export interface JobsRig {
  readonly sandbox: AvitoSandbox
  hub: TestHub
  desk: TestDesk
  /** Resolves once the channel receives and its webhooks stand. */
  connect(kind: Channel['kind'], mode?: 'own' | 'partner'): Promise<{ channel: Channel; consentUrl: string | null }>
  receives(kind: Channel['kind']): Promise<void>
  channel(kind: Channel['kind']): Promise<Channel>
  /** As the desk's cache would hold them. */
  chats(): Chat[]
  chat(externalId: string): Chat | undefined
  chatOfResponse(applicationId: string): Chat | undefined
  timeline(chat: Chat | undefined): Promise<Message[]>
  /** What stands there besides what the rules of cases write. */
  words(chat: Chat | undefined): Promise<string[]>
  setSettings(channel: Channel, change: Partial<ChannelSettings>): Promise<void>
  /** The hub ends and starts again on the same folder. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function makeJobsRig(tuning: Partial<JobsTuning> = {}): Promise<JobsRig> {
  const sandbox = await startAvitoSandbox()
  const patience = { ...quickJobs, ...tuning }
  const createDriver: CreateDriver = (kind, channelId, config, host) =>
    kind === 'avitoJobs'
      ? createAvitoJobsChannel({ channelId, ...config }, host, patience)
      : createAvitoChannel({ channelId, ...config }, host, patience)
  let hub = await startTestHub({ options: { createDriver } })
  let desk = await TestDesk.open(hub.url)
  desk.hello()
  const json = { 'content-type': 'application/json' }
  const rig: JobsRig = {
    sandbox,
    hub,
    desk,
    async connect(kind, mode = 'own') {
      const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
      const body = { kind, name: kind, mode, apiUrl, consentUrl, clientId, clientSecret }
      const answer = await hub.request('/api/channels', { method: 'POST', headers: json, body: JSON.stringify(body) })
      if (answer.status !== 200) throw new Error(`Not connected: ${String(answer.status)}`)
      const made = (await answer.json()) as { channel: Channel; consentUrl: string | null }
      if (made.consentUrl === null) await rig.receives(kind)
      return made
    },
    async receives(kind) {
      await expect.poll(async () => (await rig.channel(kind)).health.kind, PATIENCE).toBe('receiving')
      await expect.poll(async () => (await rig.channel(kind)).delivery, PATIENCE).toBe('webhook')
    },
    async channel(kind) {
      const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
      const found = channels.find((channel) => channel.kind === kind)
      if (!found) throw new Error(`No channel of kind ${kind}`)
      return found
    },
    chats() {
      const latest = new Map<string, Chat | null>()
      for (const change of desk.changes) if (change.entity === 'chat') latest.set(change.id, change.row)
      return [...latest.values()].filter((chat) => chat !== null)
    },
    chat: (externalId) => rig.chats().find((chat) => chat.externalId === externalId),
    chatOfResponse: (id) => rig.chats().find((chat) => chat.response?.externalId === id),
    async timeline(chat) {
      return chat ? (await hub.messages(chat.id)).toReversed() : []
    },
    async words(chat) {
      return (await rig.timeline(chat)).flatMap(({ content }) => {
        if (content.kind === 'text' || content.kind === 'system') return content.text
        if (content.kind === 'response') return `Отклик на вакансию: ${content.vacancyTitle}`
        return content.kind === 'caseEvent' ? [] : content.kind
      })
    },
    async setSettings(channel, change) {
      const { channels } = await hub.json<{ channels: { channelId: string; settings: ChannelSettings }[] }>(
        '/api/administration',
      )
      const settings = channels.find(({ channelId }) => channelId === channel.id)?.settings
      const path = `/api/administration/channels/${channel.id}`
      const body = JSON.stringify({ ...settings, ...change })
      const answer = await hub.request(path, { method: 'PUT', headers: json, body })
      if (!answer.ok) throw new Error(`Settings refused: ${String(answer.status)} ${await answer.text()}`)
    },
    async restart() {
      desk.close()
      hub = await hub.restart()
      desk = await TestDesk.open(hub.url)
      desk.hello()
      rig.hub = hub
      rig.desk = desk
    },
    async stop() {
      desk.close()
      await hub.stop()
      await sandbox.stop()
    },
  }
  return rig
}

export const ivanov: CandidateResponse = {
  vacancy: 'Водитель-курьер',
  name: 'Иван',
  fullName: { last_name: 'Иванов', first_name: 'Иван', patronymic: 'Петрович' },
  phone: '8 (916) 123-45-67',
  letter: 'Здравствуйте! Готов выйти с понедельника.',
  resume: {
    title: 'Водитель категории B',
    description: 'Стаж восемь лет, без вредных привычек.',
    salary: 90_000,
    address: 'Москва, Лесная улица, 7',
    photos: ['portrait'],
    params: {
      age: 34,
      pol: 'Мужской',
      nationality: 'Россия',
      education: 'Среднее специальное',
      schedule: 'shift',
      moving: 'Невозможен',
      ability_to_business_trip: 'Готов к командировкам',
      driver_licence: 'Есть',
      driver_licence_category: ['b', 'c'],
      razreshenie_na_rabotu_v_rossii: 'Да',
      education_list: [{ institution: 'Автодорожный техникум', specialty: 'Механик', education_stop: '2010' }],
      experience_list: [
        {
          company: 'Быстрая доставка',
          position: 'Водитель-экспедитор',
          responsibilities: 'Доставка по городу',
          work_start: '2018-03-01',
          work_finish: null,
        },
      ],
      language_list: [{ language: 'Английский', language_level: 'Начальный' }],
    },
  },
}
