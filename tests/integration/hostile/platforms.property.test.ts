import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { botAnswer } from '#shared/contract/bot-turn'
import { messageContent } from '#shared/contract/entities'
import { jobResponse } from '#shared/contract/job-response'
import { spoilt } from '#shared/testing/hostile'
import { randomRuns } from '#shared/testing/random-runs'

import * as avitoChat from '../../../hub/channels/avito/wire/map-chat'
import * as avitoMessage from '../../../hub/channels/avito/wire/map-message'
import * as avito from '../../../hub/channels/avito/wire/schemas'
import { salvage } from '../../../hub/channels/avito/wire/salvage'
import * as avitoErrors from '../../../hub/channels/avito/error-mapping'
import * as jobsApplication from '../../../hub/channels/avito-jobs/wire/map-application'
import * as jobsResume from '../../../hub/channels/avito-jobs/wire/map-resume'
import * as jobs from '../../../hub/channels/avito-jobs/wire/schemas'
import * as hhErrors from '../../../hub/channels/hh/error-mapping'
import * as hhChat from '../../../hub/channels/hh/wire/map-chat'
import * as hhMessage from '../../../hub/channels/hh/wire/map-message'
import * as hhResponse from '../../../hub/channels/hh/wire/map-response'
import * as hhResume from '../../../hub/channels/hh/wire/map-resume'
import * as hh from '../../../hub/channels/hh/wire/schemas'
import type { HttpOutcome } from '../../../hub/channels/platform/http/outcome'
import { parseAnswer } from '../../../hub/channels/platform/http/parse'
import { measureImage } from '../../../hub/channels/platform/image-measure'
import { areSubscriptionKeys } from '../../../hub/push/subscription-keys'
import { pushAddressOf } from '../../../hub/push/push-address'
import { keepable } from '../../../hub/store/keepable'
import { finishedCall, isQuiet, liveCall } from '../../../hub/telephony/mango/call-facts'
import { callEvent, callSummary, commandResult } from '../../../hub/telephony/mango/wire/schemas'
import {
  APPLICATION,
  AVITO_CHAT,
  AVITO_CONTENTS,
  AVITO_MESSAGE,
  AVITO_RESUME,
  BOT_ANSWER,
  HH_CHAT,
  HH_MESSAGE,
  HH_RESUME,
  HH_TOPIC,
  MANGO_EVENT,
  MANGO_SUMMARY,
  REFUSAL,
} from './platform-samples'

/** Of each; the text around the schemas is what `parsers.property.test` tries. */
const OF_EACH = { share: 400, full: 1_000_000 }
const TAKES_MS = 3_600_000

const NOW_MS = Date.UTC(2026, 0, 10)
const moment = z.number().int().min(-8.64e15).max(8.64e15)
const keptText = z.string().refine((text) => !/\p{Surrogate}|\0/u.test(text), 'PostgreSQL keeps it')

/** What ingestion needs of a conversation and of a message, whoever sent it. */
const keptChat = z.object({
  externalId: z.string().min(1),
  clientExternalId: z.string().min(1),
  clientName: keptText,
  createdAtMs: moment,
  response: jobResponse.optional(),
})
const keptMessage = z.object({
  externalId: z.string().min(1),
  atMs: moment,
  editedAtMs: moment.nullish(),
  readAtMs: moment.nullable(),
  authorName: keptText.nullable(),
  content: messageContent,
  quote: z.object({ content: messageContent }).nullable(),
})

const HH_DETAILS = {
  chatExternalId: 'c',
  clientName: 'Анна',
  isHistory: false,
  nowMs: NOW_MS,
  isOfStage: false,
  moment: [],
}
const VACANCY = { externalId: '300', title: 'Водитель', url: null }

/** Whether the value got through to the code behind the schema. */
type Read = (value: unknown) => boolean

/** What the hub does with each, up to where it would be written. */
const READERS: readonly (readonly [string, unknown, Read])[] = [
  [
    'a conversation of Avito',
    AVITO_CHAT,
    whenRead(avito.wireChat, (wire) => {
      keptChat.parse(keepable(avitoChat.mapChat(wire, 1).chat))
    }),
  ],
  [
    'a message of Avito, also one that cannot be read',
    AVITO_MESSAGE,
    (value) => {
      const wire = avito.wireMessage.safeParse(value).data ?? salvage(value, NOW_MS)
      const raw = avitoMessage.mapContent(wire.type, wire.content)
      const content = raw.kind === 'ready' ? raw.content : ({ kind: 'deleted' } as const)
      keptMessage.parse(keepable(avitoMessage.mapMessage(wire, 'c', 'Анна', content, false)))
      return true
    },
  ],
  [
    'the contents of a message of Avito',
    AVITO_CONTENTS,
    whenRead(z.record(z.string(), z.unknown()), (byKind) => {
      for (const [kind, content] of Object.entries(byKind)) {
        const raw = avitoMessage.mapContent(kind, content)
        if (raw.kind === 'ready') messageContent.parse(raw.content)
      }
    }),
  ],
  [
    'a webhook of Avito',
    { payload: { type: 'message', value: { id: 'm', chat_id: 'c', user_id: 1 } } },
    whenRead(avito.webhookEvent),
  ],
  [
    'a response of Avito Работа',
    APPLICATION,
    whenRead(jobs.wireApplication, (wire) => {
      const details = { vacancy: { title: 'В', url: null }, stageTitle: null, resume: null }
      const response = jobsApplication.mapResponse(wire, details)
      keptChat.parse(keepable(jobsApplication.chatOfResponse(wire, response)))
    }),
  ],
  [
    'a résumé of Avito Работа',
    AVITO_RESUME,
    whenRead(jobs.wireResume, (wire) => {
      jobResponse.shape.resume.parse(keepable(jobsResume.mapResume(wire, [])))
    }),
  ],
  [
    'a conversation of hh.ru',
    HH_CHAT,
    whenRead(hh.chatAnswer.extend(hh.wireChatItem.shape), (wire) => {
      keptChat.parse(keepable(hhChat.mapChat(wire, { resumeId: null, isLeft: false, before: null })))
      expect(hhChat.signatureOf(wire).length).toBeLessThanOrEqual(200)
    }),
  ],
  [
    'a message of hh.ru',
    HH_MESSAGE,
    whenRead(hh.wireMessage, (wire) => {
      const raw = hhMessage.rawContentOf(wire)
      const content = raw.kind === 'ready' ? raw.content : ({ kind: 'deleted' } as const)
      keptMessage.parse(keepable(hhMessage.mapMessage(wire, content, HH_DETAILS)))
      expect(hhMessage.momentsOf([wire]).size).toBe(1)
    }),
  ],
  [
    'a response of hh.ru and its résumé',
    { topic: HH_TOPIC, resume: HH_RESUME },
    whenRead(z.object({ topic: hh.wireTopic, resume: hh.wireResume.nullable().catch(null) }), ({ topic, resume }) => {
      const mapped = resume ? hhResume.mapResume(resume, []) : null
      const details = { vacancy: VACANCY, wireResume: resume, resume: mapped }
      const response = hhResponse.mapResponse(topic, details)
      keptChat.parse(keepable(hhResponse.chatOfResponse(topic, response, null, false)))
    }),
  ],
  [
    'an action, a vacancy and a page of hh.ru',
    {
      id: '1',
      name: 'Пригласить',
      method: 'PUT',
      url: 'https://api.hh.ru/x',
      arguments: [{ id: 'message' }],
      pages: 1,
      items: [],
    },
    (value) => [hh.wireAction, hh.wireVacancy, hh.pageAnswer].every((schema) => schema.safeParse(value).success),
  ],
  [
    'a refusal of a platform',
    REFUSAL,
    (value) => {
      for (const status of [400, 401, 403, 409, 429, 500]) {
        avitoErrors.failureOf(answerOf(value, status))
        hhErrors.failureOf(answerOf(value, status))
      }
      return parseAnswer(answerOf(value, 200), avito.chatsAnswer).ok
    },
  ],
  [
    'what the PBX of MANGO says of a call',
    { events: [MANGO_EVENT, { ...MANGO_EVENT, seq: 2, call_state: 'Disconnected' }], summary: MANGO_SUMMARY },
    whenRead(z.object({ events: z.array(callEvent), summary: callSummary.nullable().catch(null) }), (told) => {
      const evidence = { ...told, rows: [], callBack: null }
      isQuiet(evidence)
      for (const call of [finishedCall(evidence), liveCall(evidence)]) if (call) moment.parse(call.startedAtMs)
    }),
  ],
  ['the result of a command of MANGO', { command_id: 'c', result: '1000' }, whenRead(commandResult)],
  ['the answer of a bot', BOT_ANSWER, whenRead(botAnswer)],
  [
    'a subscription for notices of a browser',
    { endpoint: 'https://push.example/x', p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
    whenRead(z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() }), ({ endpoint, p256dh, auth }) => {
      pushAddressOf(endpoint, 'public')
      areSubscriptionKeys(p256dh, auth)
    }),
  ],
]

describe('[I9] what a platform, a PBX, a bot or a browser sends is kept or refused, and never throws', () => {
  it.each(READERS)('%s', { timeout: TAKES_MS }, (_name, sample, read) => {
    expect(read(sample)).toBe(true)
    fc.assert(
      fc.property(spoilt(sample), (value) => {
        read(value)
      }),
      randomRuns(OF_EACH),
    )
  })

  it('the header of a picture', { timeout: TAKES_MS }, () => {
    const beginnings = [
      '89504e470d0a1a0a0000000d49484452',
      'ffd8ffe000104a464946',
      '474946383961',
      '52494646',
      '424d',
      '',
    ]
    const bytes = fc
      .tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'hex'), rest]))
    fc.assert(
      fc.property(bytes, (picture) => {
        measureImage(picture)
      }),
      randomRuns(OF_EACH),
    )
  })
})

/** What does not pass the schema goes no further. */
function whenRead<T>(schema: z.ZodType<T>, then?: (value: T) => void): Read {
  return (value) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) then?.(parsed.data)
    return parsed.success
  }
}

function answerOf(body: unknown, status: number): HttpOutcome {
  const bytes = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body))
  return { kind: 'answer', status, headers: new Headers({ 'retry-after': '5' }), bytes }
}
