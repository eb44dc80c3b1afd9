import { z } from 'zod'

import { commandEnvelope, commandRefusal } from './commands'
import { channel, chat, message, platformKind } from './entities'
import { channelGroupId, channelId, chatId, fileId, messageId } from './ids'

/** Error body of every REST answer that is not 2xx. `error` is a closed word, `message` a sentence for logs (English). */
export const restError = z.object({ error: z.string(), message: z.string() })

export const health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  /** A database that could not be opened was put aside under this name at start; `null` as a rule. */
  databaseSetAside: z.string().nullable(),
})

export const historyQuery = z.object({
  /** Messages older than this one (by `atMs`, `id`); newest page without it. */
  before: messageId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** Newest first. `hasMore` false at the beginning of the conversation. */
export const historyPage = z.object({ messages: z.array(message), hasMore: z.boolean() })

/** Raw image bytes as the body; `content-type` and `x-file-name` (percent-encoded) as headers. Idempotent by id. */
export const uploadReply = z.object({ fileId, bytes: z.number().int() })

export const chatReply = z.object({ chat })

/** Who is calling: the open chat of the client with this number, most recent first. */
export const callerQuery = z.object({ number: z.string().min(1).max(64) })
/** `others`: of further people with the same number, the newest chat of each. */
export const callerReply = z.object({ chat: chat.nullable(), others: z.array(chat) })

export const commandReply = z.object({ refusal: commandRefusal.nullable() })
export const commandRequest = commandEnvelope

const clientId = z.string().trim().min(1).max(200)
const clientSecret = z.string().trim().min(1).max(400)

/**
 * Credentials of facts/avito-messenger.md §2 and facts/hh.md §2. `own`: key pair of the account itself
 * (client_credentials). `partner`: registered application, the account's owner consents in the browser
 * (authorization_code).
 */
export const connectChannelRequest = z.object({
  kind: platformKind,
  /** The first group without one. */
  groupId: channelGroupId.optional(),
  name: z.string().trim().min(1).max(80),
  mode: z.enum(['own', 'partner']),
  clientId,
  clientSecret,
  /** The platform's own unless a test or demo says otherwise; only loopback may be plain http. */
  apiUrl: z.url().optional(),
  /** The person knows that the channel with the same key in another group stops working (spec A16). */
  replacesOlder: z.boolean().default(false),
  /** Where people consent; the platform's own page by default. */
  consentUrl: z.url().optional(),
  /** Whom the platform writes to about the application, where it wants one. */
  contactEmail: z.email().max(200).optional(),
})

/** Other keys of the same account, in a channel that stays what it is. */
export const correctKeysRequest = z.object({ clientId, clientSecret })

/** `consentUrl` to be opened in the system browser; `null` where none is needed (own account). */
export const connectChannelReply = z.object({ channel, consentUrl: z.string().nullable() })

export const authoriseReply = z.object({ consentUrl: z.string().nullable() })

export const channelList = z.object({ channels: z.array(channel) })
/** What closing a case tells the client, for whoever closes it. */
export const closingTextReply = z.object({ text: z.string().nullable() })
export const channelParams = z.object({ channelId })
export const chatParams = z.object({ chatId })
export const fileParams = z.object({ fileId })
