import * as z from 'zod/mini'

import type { PageCallRefusal, SayRefusal } from '../domain/site-chat'

/**
 * WebSocket `/portal/socket`, JSON text frames: a visitor's page and the hub. The page speaks first (`hello`); its key
 * stands in that frame and never in an address. Written with zod's small half: visitors load it. Grows by one when an older page would misread a newer hub.
 */
export const PORTAL_PROTOCOL = 1
export const PORTAL_SUBPROTOCOL = 'otklik.portal'

/** `unknownKey`: no such link. `expiredKey`, `revokedKey`: there was one. `channelGone`: the company removed its chat. */
export const PORTAL_CLOSE = {
  protocolMismatch: 4001,
  unknownKey: 4003,
  expiredKey: 4004,
  revokedKey: 4005,
  channelGone: 4006,
  tooSlow: 4008,
  tooMany: 4029,
  badFrame: 4400,
} as const

const id = z.uuid()
const text = z.string()
const whole = z.int()
const sdp = z.string().check(z.maxLength(65_536))
/** 256 bits in base64url. */
export const portalKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** Where a push service takes what is meant for one browser; an address of somebody else's that the hub is to speak to. */
const endpoint = z.string().check(z.minLength(1), z.maxLength(2000))
const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/))

/** As a browser subscribes: the keys are those of RFC 8291, so that push services cannot read what passes. */
const pushWish = z.object({ endpoint, p256dh: base64url, auth: base64url })
export type PushWish = z.output<typeof pushWish>

/** What a push brings to the page's worker: that there is something, and where; not what was written. */
export const pushNotice = z.object({
  title: text,
  body: text,
  language: z.enum(['ru', 'en']),
  conversationId: id,
})
export type PushNotice = z.output<typeof pushNotice>

const sayRefusal = z.enum([
  'empty',
  'tooLong',
  'fileMissing',
  'blocked',
  'closed',
  'unknownConversation',
  'tooMany',
]) satisfies z.ZodMiniType<SayRefusal>

export const pageFrame = z.discriminatedUnion('type', [
  /**
   * `channelId`: of the icon; the page made the key itself and whoever is not known by it is a new visitor. `null`: the
   * key is a link's.
   */
  z.object({
    type: z.literal('hello'),
    protocol: whole,
    key: portalKey,
    channelId: z.nullable(id),
    /** Of the page; an older page does not say. */
    language: z.optional(z.enum(['ru', 'en'])),
    /** Made by the page and its own until it is closed: by it a page that comes back is known to hold its call. Older pages have none, and none rings there. */
    pageId: z.optional(id),
    /** Is the page before the person's eyes? Older pages do not say and count as if they were. */
    isLooking: z.optional(z.boolean()),
  }),
  /** The page has come before the person's eyes, or has gone from there. */
  z.object({ type: z.literal('looks'), isLooking: z.boolean() }),
  /** The newest messages of a conversation, and what is new in it from now on. */
  z.object({ type: z.literal('open'), conversationId: id }),
  z.object({ type: z.literal('older'), conversationId: id, before: id }),
  /** Both ids are made by the page: the same again is the same message in the same conversation. */
  z.object({
    type: z.literal('say'),
    id,
    conversationId: id,
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text }),
      z.object({ kind: z.literal('file'), fileId: id, name: z.string().check(z.minLength(1), z.maxLength(255)) }),
    ]),
  }),
  /** The page has these. */
  z.object({ type: z.literal('have'), ids: z.array(id).check(z.minLength(1), z.maxLength(200)) }),
  /** The person has seen the conversation up to this message. */
  z.object({ type: z.literal('read'), conversationId: id, upTo: id }),
  z.object({ type: z.literal('typing'), conversationId: id }),
  z.object({ type: z.literal('name'), name: z.string().check(z.maxLength(200)) }),
  /** Where to tell of answers; `null`: nowhere. */
  z.object({ type: z.literal('email'), email: z.nullable(z.string().check(z.maxLength(300))) }),
  /** Tell this browser of what the visitor has not read (spec N1). */
  z.object({ type: z.literal('pushOn'), subscription: pushWish }),
  /** No more. Answered with `push`, as the next one is. */
  z.object({ type: z.literal('pushOff'), endpoint }),
  /** Is this browser told? */
  z.object({ type: z.literal('pushAsk'), endpoint }),
  /** A call has been shown and rings here (spec K6). */
  z.object({ type: z.literal('callRings'), callId: id }),
  /** SDP answer to this offer of the call. The first page that sends one has taken the call. */
  z.object({ type: z.literal('callDescription'), callId: id, offerNumber: whole, sdp }),
  z.object({
    type: z.literal('callRefused'),
    callId: id,
    reason: z.enum([
      'declined',
      'noMicrophone',
      'microphoneRefused',
      'mediaFailed',
    ]) satisfies z.ZodMiniType<PageCallRefusal>,
  }),
  z.object({ type: z.literal('callHungUp'), callId: id }),
  /** After `hello` on a line that was lost: the page still holds this call. */
  z.object({ type: z.literal('callHere'), callId: id }),
  z.object({ type: z.literal('ping'), nonce: whole }),
])
export type PageFrame = z.output<typeof pageFrame>

export const portalMessage = z.object({
  id,
  conversationId: id,
  atMs: whole,
  isMine: z.boolean(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text }),
    z.object({
      kind: z.literal('image'),
      fileId: id,
      name: text,
      bytes: z.number(),
      width: z.nullable(z.number()),
      height: z.nullable(z.number()),
    }),
    z.object({ kind: z.literal('file'), fileId: id, name: text, bytes: z.number() }),
    /** The company called and nobody answered (spec K7). `note` as the call bore it. */
    z.object({ kind: z.literal('missedCall'), note: z.nullable(text) }),
  ]),
  editedAtMs: z.nullable(whole),
  /** Own: the company has seen it. */
  isRead: z.boolean(),
})
export type PortalMessage = z.output<typeof portalMessage>

export const portalConversation = z.object({
  id,
  /** What it is about; `null`: nothing in particular. */
  title: z.nullable(text),
  state: z.enum(['open', 'left', 'blocked']),
  lastAtMs: whole,
  lastText: text,
  /** The last that is there is a call that nobody took: the page has words for it. */
  isLastMissedCall: z.optional(z.boolean()),
  unread: whole,
})
export type PortalConversation = z.output<typeof portalConversation>

export const portalFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: whole,
    company: text,
    greeting: text,
    visitorName: text,
    /** May this visitor begin a conversation? */
    canBegin: z.boolean(),
    conversations: z.array(portalConversation),
    /** May the visitor leave an address to hear of answers? */
    canNotify: z.boolean(),
    email: z.nullable(text),
    /** The hub's public key for push (RFC 8292). */
    pushKey: z.optional(text),
  }),
  /** Oldest first. `isNewest`: what the page showed of the conversation is replaced by it. */
  z.object({
    type: z.literal('history'),
    conversationId: id,
    messages: z.array(portalMessage),
    hasMore: z.boolean(),
    isNewest: z.boolean(),
  }),
  /** New ones and changed ones; what was taken back is gone without a trace. */
  z.object({ type: z.literal('messages'), messages: z.array(portalMessage), removed: z.array(id) }),
  z.object({ type: z.literal('conversation'), conversation: portalConversation }),
  /** Kept durably: a crash of anything loses it no more. */
  z.object({ type: z.literal('accepted'), id }),
  z.object({ type: z.literal('refused'), id, reason: sayRefusal, retryAfterMs: z.nullable(whole) }),
  z.object({ type: z.literal('typing'), conversationId: id }),
  /** The address as it is kept now. `isTaken`: that it is the one that was sent. */
  z.object({ type: z.literal('email'), email: z.nullable(text), isTaken: z.boolean() }),
  /** Is this browser told of what is new? `isTaken`: that it is as was wished. */
  z.object({ type: z.literal('push'), isOn: z.boolean(), isTaken: z.boolean() }),
  /** Somebody of the company calls: ring. `note` says why («Звонят по вакансии…»); `sdp` is the offer, ICE gathered. */
  z.object({
    type: z.literal('call'),
    callId: id,
    conversationId: id,
    company: text,
    note: z.nullable(text),
    /** Rises with each offer of the call; a page that gets one again answers it again. */
    offerNumber: whole,
    sdp,
  }),
  /** A further offer of a call that was taken here: hold, another network, a media window that began anew. */
  z.object({ type: z.literal('callOffer'), callId: id, offerNumber: whole, sdp }),
  /** `cancelled`: before it was taken. `lost`: the desk did not come back. A call that was missed is a message besides. */
  z.object({
    type: z.literal('callOver'),
    callId: id,
    why: z.enum(['cancelled', 'hungUp', 'takenElsewhere', 'lost']),
  }),
  z.object({ type: z.literal('pong'), nonce: whole }),
])
export type PortalFrame = z.output<typeof portalFrame>
