import { z } from 'zod'

import type { CallRecord, CallRemark, CallRoute } from '../domain/call'
import type { Channel, ChannelHealth, ChannelKind } from '../domain/channel'
import type { PlatformKind } from '../domain/channel-platform'
import type { Chat, ChatAccess, Reach, ReadOnlyReason } from '../domain/chat'
import type { ChatEvent, DeedFailure } from '../domain/chat-event'
import type { Delivery, SendFailure } from '../domain/delivery'
import type { Message, MessageContent, RevisionFailure } from '../domain/message'
import { caseEvent, caseSummary } from './cases'
import { clientCard } from './client-card'
import { agentId, botId, callId, channelGroupId, channelId, chatId, clientId, fileId, messageId } from './ids'
import { jobResponse } from './job-response'

const epochMs = z.number().int()
const text = z.string()
const optionalText = z.string().nullable()

export const sendFailure = z.enum([
  'tooLong',
  'empty',
  'imageTooLarge',
  'imageTypeUnsupported',
  'imageUnreadable',
  'fileTooLarge',
  'fileTypeUnsupported',
  'spam',
  'chatGone',
  'chatReadOnly',
  'clientBlocked',
  'notAuthorised',
  'tariff',
  'forbidden',
  'rejected',
  'fileMissing',
  'channelRemoved',
  'answeredMeanwhile',
  'clientWroteMeanwhile',
]) satisfies z.ZodType<SendFailure>

const revisionFailure = z.enum([...sendFailure.options, 'windowClosed']) satisfies z.ZodType<RevisionFailure>

export const delivery = z.discriminatedUnion('state', [
  z.object({ state: z.literal('local') }),
  z.object({ state: z.literal('scheduled'), sendAtMs: epochMs }),
  z.object({ state: z.literal('queued'), nextTryAtMs: epochMs.nullable() }),
  z.object({ state: z.literal('sending') }),
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('sent') }),
  z.object({ state: z.literal('delivered') }),
  z.object({ state: z.literal('read'), readAtMs: epochMs.nullable() }),
  z.object({ state: z.literal('failed'), reason: sendFailure, detail: optionalText }),
]) satisfies z.ZodType<Delivery>

export const callOutcome = z.enum([
  'answered',
  'missed',
  'declined',
  'busy',
  'noAnswer',
  'cancelled',
  'failed',
  'interrupted',
])

export const callRoute = z.enum(['phone', 'page']) satisfies z.ZodType<CallRoute>

const callRemark = z.object({ agentId, text, writtenAtMs: epochMs }) satisfies z.ZodType<CallRemark>

export const readOnlyReason = z.enum([
  'archived',
  'limitReached',
  'closedByPlatform',
  'closedByClient',
  'beginning',
  'notBegun',
]) satisfies z.ZodType<ReadOnlyReason>

export const reach = z.enum(['responded', 'invited', 'openContacts']) satisfies z.ZodType<Reach>

const deedFailure = z.enum([
  ...revisionFailure.options,
  'contactsClosed',
  'unsupported',
]) satisfies z.ZodType<DeedFailure>

const outcome = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('refused'), reason: deedFailure, detail: optionalText }),
  ])
  .optional()

export const chatEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begunWithoutVacancy'), agentId: agentId.nullable(), outcome }),
  z.object({
    kind: z.literal('invited'),
    vacancyTitle: text,
    agentId: agentId.nullable(),
    outcome,
    text: text.optional(),
  }),
  z.object({ kind: z.literal('stageMoved'), to: text, agentId: agentId.nullable(), outcome, text: text.optional() }),
  z.object({ kind: z.literal('left'), agentId, outcome }),
  z.object({ kind: z.literal('blocked'), agentId, outcome }),
  z.object({ kind: z.literal('unblocked'), agentId, outcome }),
  z.object({ kind: z.literal('participantLeft'), name: text }),
  z.object({ kind: z.literal('participantJoined'), name: text }),
  z.object({
    kind: z.literal('missedCallTold'),
    how: z.enum(['chat', 'email', 'push']),
    note: optionalText.optional(),
  }),
]) satisfies z.ZodType<ChatEvent>

export const messageContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({
    kind: z.literal('image'),
    fileId,
    width: z.number().nullable(),
    height: z.number().nullable(),
    bytes: z.number().nullable(),
    name: optionalText,
    isExpired: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('file'),
    fileId,
    name: text,
    mimeType: text,
    bytes: z.number().int().nonnegative(),
    isExpired: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('link'), text, url: text, title: optionalText, description: optionalText }),
  z.object({ kind: z.literal('item'), title: text, price: optionalText, url: optionalText, imageUrl: optionalText }),
  z.object({ kind: z.literal('location'), title: text, text: optionalText, lat: z.number(), lon: z.number() }),
  z.object({ kind: z.literal('channelCall'), status: text }),
  z.object({
    kind: z.literal('voice'),
    fileId: fileId.nullable(),
    state: z.enum(['fetching', 'kept', 'lost']),
    isExpired: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('system'), text }),
  z.object({
    kind: z.literal('phoneCall'),
    callId,
    direction: z.enum(['incoming', 'outgoing']),
    route: callRoute.optional(),
    number: text,
    outcome: callOutcome,
    startedAtMs: epochMs,
    durationMs: z.number().int().nonnegative(),
    answeredBy: optionalText.optional(),
    remarks: z.array(callRemark).readonly().optional(),
  }),
  z.object({ kind: z.literal('response'), vacancyTitle: text, how: z.enum(['chat', 'phone']) }),
  z.object({
    kind: z.literal('note'),
    text,
    mentions: z.array(agentId).readonly(),
    between: z.array(agentId).readonly().optional(),
  }),
  z.object({ kind: z.literal('caseEvent'), event: caseEvent }),
  z.object({ kind: z.literal('chatEvent'), event: chatEvent }),
  z.object({ kind: z.literal('deleted') }),
  z.object({ kind: z.literal('unsupported'), externalType: text, openUrl: optionalText }),
]) satisfies z.ZodType<MessageContent>

export const message = z.object({
  id: messageId,
  chatId,
  externalId: optionalText,
  atMs: epochMs,
  direction: z.enum(['in', 'out', 'system']),
  author: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('client'), name: text }),
    z.object({ kind: z.literal('agent'), agentId }),
    z.object({ kind: z.literal('outside') }),
    z.object({ kind: z.literal('bot'), botId }),
    z.object({ kind: z.literal('rule'), rule: z.enum(['autoAnswer', 'closing', 'stage', 'missedCall']) }),
    z.object({ kind: z.literal('system') }),
  ]),
  content: messageContent,
  quote: z.object({ authorName: optionalText, content: messageContent }).nullable(),
  delivery: delivery.nullable(),
  deletableUntilMs: epochMs.nullable(),
  editableUntilMs: epochMs.nullable(),
  editedAtMs: epochMs.nullable(),
  revision: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('edit'), text, refused: revisionFailure.nullable() }),
      z.object({ kind: z.literal('delete'), refused: revisionFailure.nullable() }),
    ])
    .nullish(),
  isHistory: z.boolean().optional(),
}) satisfies z.ZodType<Message>

export const chatAccess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('blocked') }),
  z.object({ kind: z.literal('left') }),
  z.object({ kind: z.literal('readOnly'), reason: readOnlyReason }),
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('noChat') }),
  z.object({ kind: z.literal('channelRemoved') }),
]) satisfies z.ZodType<ChatAccess>

export const chat = z.object({
  id: chatId,
  channelId,
  externalId: text,
  clientId,
  clientName: text,
  clientPhone: optionalText,
  avatarFileId: fileId.nullable(),
  subject: z
    .object({
      kind: z.enum(['item', 'vacancy', 'resume']),
      title: text,
      price: optionalText,
      url: optionalText,
      imageUrl: optionalText,
    })
    .nullable(),
  case: caseSummary,
  card: clientCard.nullable(),
  response: jobResponse.nullable(),
  lastMessage: z
    .object({
      id: messageId,
      atMs: epochMs,
      direction: z.enum(['in', 'out', 'system']),
      content: messageContent,
      delivery: delivery.nullable(),
    })
    .nullable(),
  lastAtMs: epochMs,
  isWithoutVacancy: z.boolean(),
  reach: reach.nullable(),
  unread: z.number().int().nonnegative(),
  access: chatAccess,
}) satisfies z.ZodType<Chat>

export const channelHealth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('receiving'), lastEventAtMs: epochMs.nullable() }),
  z.object({
    kind: z.literal('needsAuthorisation'),
    reason: z.enum(['neverAuthorised', 'expired', 'revoked', 'wrongCredentials']),
  }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['tariff', 'unpaid', 'captcha', 'forbidden']),
    openUrl: z.string().optional(),
  }),
  z.object({ kind: z.literal('limited'), untilMs: epochMs }),
  z.object({ kind: z.literal('unreachable'), retryAtMs: epochMs, detail: text }),
  z.object({ kind: z.literal('superseded'), byGroupId: channelGroupId }),
]) satisfies z.ZodType<ChannelHealth>

export const platformKind = z.enum(['avito', 'avitoJobs', 'hh']) satisfies z.ZodType<PlatformKind>
export const channelKind = z.enum([...platformKind.options, 'site']) satisfies z.ZodType<ChannelKind>

const revision = z.object({ withinMs: z.number(), otherSide: z.enum(['nothing', 'mark', 'unknown']) })

export const channel = z.object({
  id: channelId,
  kind: channelKind,
  groupId: channelGroupId,
  name: text,
  capabilities: z.object({
    maxTextLength: z.number().int(),
    images: z
      .object({ types: z.array(text).readonly(), maxBytes: z.number(), maxPixels: z.number(), caption: z.boolean() })
      .nullable(),
    files: z.object({ maxBytes: z.number(), types: z.array(text).readonly().nullable() }).nullable(),
    deletion: revision.nullable(),
    editing: revision.nullable(),
    typing: z.boolean(),
    start: z.object({ by: z.enum(['resume', 'invitation']), maxFirstTextLength: z.number().int() }).nullable(),
    blacklist: z.object({ canUnblock: z.boolean(), hasReasons: z.boolean() }).nullable(),
    leave: z.boolean(),
    stages: z.boolean(),
    wordlessResponses: z.boolean().optional(),
    invitations: z.boolean(),
    readReceipts: z.boolean(),
    voiceMessages: z.enum(['receive', 'both', 'none']),
    calls: z.enum(['anyone', 'reachable']),
    browserCalls: z.boolean(),
    exactTimes: z.boolean().optional(),
  }),
  health: channelHealth,
  delivery: z.enum(['webhook', 'polling']),
  account: z
    .object({ externalId: text, name: text, email: optionalText, phone: optionalText, profileUrl: optionalText })
    .nullable(),
  calls: z.object({
    callerNumber: optionalText,
    note: text,
    missed: z.object({ isTold: z.boolean(), text }),
  }),
}) satisfies z.ZodType<Channel>

export const callRecord = z.object({
  id: callId,
  chatId: chatId.nullable(),
  direction: z.enum(['incoming', 'outgoing']),
  route: callRoute.optional(),
  number: text,
  name: optionalText,
  outcome: callOutcome,
  startedAtMs: epochMs,
  durationMs: z.number().int().nonnegative(),
  isSeen: z.boolean(),
  hasRung: z.boolean().optional(),
  answeredBy: optionalText.optional(),
  remarks: z.array(callRemark).readonly().optional(),
}) satisfies z.ZodType<CallRecord>
