import type { ChannelId, FileId } from '#shared/domain/ids'
import { isMailAddress, type MailLanguage } from '#shared/domain/mail'
import { plainName, textRefusal, type SayRefusal, type SiteSettings } from '#shared/domain/site-chat'
import { safeFileName } from '#shared/lib/safe-file-name'
import { err, ok, type Result } from '#shared/lib/result'
import type { PageFrame } from '#shared/contract/portal'

import type { NewId } from '../../ids'
import { channelById } from '../../store/channels'
import {
  conversationById,
  insertConversation,
  insertSiteMessage,
  isFileShownTo,
  markDelivered,
  markSeen,
  siteMessageById,
  siteMessagesByIds,
  sitePage,
  summariesOf,
  type ConversationSummary,
  type SiteMessage,
} from '../../store/site-messages'
import {
  addVisitorFile,
  hasVisitorFile,
  insertKey,
  insertVisitor,
  keyByHash,
  keyUsed,
  siteSettingsOf,
  updateVisitor,
  visitorById,
} from '../../store/site-people'
import type { Store, Write } from '../../store/store'
import { fileContent } from './company-book'
import type { SiteEvents } from './site-events'
import { hashOfKey } from './site-keys'

const PAGE_SIZE = 50
/** A person does not need more; a program that makes them is stopped. */
const MAX_CONVERSATIONS = 20

/** Who speaks by a key. */
export interface Identity {
  readonly channelId: ChannelId
  readonly settings: SiteSettings
  readonly hash: string
  readonly kind: 'link' | 'browser'
  /** `null`: nobody yet; the first thing that is said makes a visitor. */
  readonly known: { readonly keyId: string; readonly visitorId: string } | null
  readonly expiresAtMs: number | null
}

export type Known = NonNullable<Identity['known']>
export type IdentityProblem = 'unknownKey' | 'expiredKey' | 'revokedKey' | 'channelGone'
type Say = Extract<PageFrame, { type: 'say' }>

interface Said {
  readonly refusal: SayRefusal | null
  readonly isNew: boolean
  readonly known?: Known
}

/** A visitor's hand in the site chat: nobody sees or touches by it what is another visitor's. */
export class VisitorBook {
  constructor(
    private readonly store: Store,
    private readonly newId: NewId,
    private readonly events: SiteEvents,
  ) {}

  /** `channelId`: of the icon, whose page makes its key itself. `null`: the key must be a link's. */
  async identify(key: string, channelId: ChannelId | null, nowMs: number): Promise<Result<Identity, IdentityProblem>> {
    const hash = hashOfKey(key)
    return this.store.read(async (view) => {
      const found = await keyByHash(view, hash)
      const isMeant = found && (channelId === null || found.channelId === channelId)
      if (found && !isMeant) return err('unknownKey')
      if (found?.revokedAtMs != null) return err('revokedKey')
      if (found?.expiresAtMs != null && found.expiresAtMs <= nowMs) return err('expiredKey')
      const meant = found?.channelId ?? channelId
      if (meant === null) return err('unknownKey')
      const channel = await channelById(view, meant)
      const settings = channel?.kind === 'site' ? await siteSettingsOf(view, meant) : null
      if (!settings) return err('channelGone')
      const known = found && { keyId: found.id, visitorId: found.visitorId }
      return ok({
        channelId: meant,
        settings,
        hash,
        kind: found?.kind ?? 'browser',
        known,
        expiresAtMs: found?.expiresAtMs ?? null,
      })
    })
  }

  /** The same identity with a visitor; a new one where the key had none. */
  async admit(identity: Identity): Promise<Known> {
    if (identity.known) return identity.known
    const known = await this.store.write((tx) => this.known(tx, identity))
    this.events.admitted.emit({ hash: identity.hash, known })
    return known
  }

  /** A page is open. `language`: of the page, where it says so. */
  async used({ known }: Identity, language: MailLanguage | null): Promise<void> {
    if (!known) return
    await this.store.write(async (tx) => {
      await keyUsed(tx, known.keyId)
      await updateVisitor(tx, known.visitorId, { seenAtMs: tx.nowMs, ...(language === null ? {} : { language }) })
    })
  }

  async about(visitorId: string): Promise<{ readonly name: string; readonly email: string | null }> {
    const visitor = await this.store.read((view) => visitorById(view, visitorId))
    return { name: visitor?.name ?? '', email: visitor?.email ?? null }
  }

  /** Where to tell of answers; `null`: nowhere. Answers whether it is an address. */
  async setEmail(visitorId: string, email: string | null, language: MailLanguage | null): Promise<boolean> {
    if (email !== null && !isMailAddress(email)) return false
    await this.store.write((tx) =>
      updateVisitor(tx, visitorId, { email, seenAtMs: tx.nowMs, ...(language === null ? {} : { language }) }),
    )
    return true
  }

  async rename(visitorId: string, name: string): Promise<void> {
    await this.store.write((tx) => updateVisitor(tx, visitorId, { name: plainName(name) }))
  }

  async isBlocked(visitorId: string): Promise<boolean> {
    return (await this.store.read((view) => visitorById(view, visitorId)))?.isBlocked ?? false
  }

  conversations(visitorId: string, ids: readonly string[] | null = null): Promise<readonly ConversationSummary[]> {
    return this.store.read((view) => summariesOf(view, visitorId, ids))
  }

  /** `null`: it is not this visitor's. */
  page(visitorId: string, conversationId: string, before: string | null) {
    return this.store.read(async (view) => {
      const conversation = await conversationById(view, conversationId)
      if (conversation?.visitorId !== visitorId) return null
      const anchor = before === null ? null : await siteMessageById(view, before)
      if (before !== null && anchor?.conversationId !== conversationId) return null
      return sitePage(view, conversationId, anchor, PAGE_SIZE)
    })
  }

  messages(ids: readonly string[]): Promise<readonly SiteMessage[]> {
    return this.store.read((view) => siteMessagesByIds(view, ids))
  }

  /** Durable once it resolves with `null`; said again it is the same message. */
  async say(identity: Identity, say: Say): Promise<SayRefusal | null> {
    const done = await this.store.write(async (tx): Promise<Said> => {
      const same = await siteMessageById(tx, say.id)
      const owner = same && (await conversationById(tx, same.conversationId))
      if (owner) return { refusal: owner.visitorId === identity.known?.visitorId ? null : unknown(), isNew: false }
      if (say.content.kind === 'text') {
        const refusal = textRefusal(say.content.text)
        if (refusal) return { refusal, isNew: false }
      }
      // A second page of the same browser may have made the visitor meanwhile.
      const known = await this.known(tx, identity)
      const refusal = await this.write(tx, { ...identity, known }, known.visitorId, say)
      return { refusal, isNew: refusal === null, known }
    })
    if (done.known && !identity.known) this.events.admitted.emit({ hash: identity.hash, known: done.known })
    if (done.known && done.isNew) {
      this.events.untold.emit(identity.channelId)
      const { visitorId } = done.known
      this.events.shown.emit({ visitorId, conversationId: say.conversationId, messageIds: [say.id] })
    }
    return done.refusal
  }

  async have(visitorId: string, channelId: ChannelId, ids: readonly string[]): Promise<void> {
    const news = await this.store.write((tx) => markDelivered(tx, visitorId, ids))
    if (news.length > 0) this.events.untold.emit(channelId)
  }

  async read(visitorId: string, channelId: ChannelId, conversationId: string, upToId: string): Promise<void> {
    const news = await this.store.write(async (tx) => {
      const conversation = await conversationById(tx, conversationId)
      const upTo = await siteMessageById(tx, upToId)
      if (conversation?.visitorId !== visitorId || upTo?.conversationId !== conversationId) return []
      return markSeen(tx, conversationId, 'out', upTo)
    })
    if (news.length === 0) return
    this.events.untold.emit(channelId)
    this.events.shown.emit({ visitorId, conversationId, messageIds: [] })
  }

  keepFile(visitorId: string, fileId: FileId): Promise<void> {
    return this.store.write((tx) => addVisitorFile(tx, visitorId, fileId))
  }

  /** Brought by this visitor, or sent to them. */
  async maySee(visitorId: string, fileId: FileId): Promise<boolean> {
    return this.store.read(
      async (view) => (await isFileShownTo(view, visitorId, fileId)) || hasVisitorFile(view, visitorId, fileId),
    )
  }

  private async known(tx: Write, { channelId, hash, known }: Identity): Promise<Known> {
    if (known) return known
    const made = await keyByHash(tx, hash)
    if (made) return { keyId: made.id, visitorId: made.visitorId }
    const visitorId = this.newId()
    const keyId = this.newId()
    await insertVisitor(tx, { id: visitorId, channelId, name: '' })
    await insertKey(tx, { id: keyId, visitorId, channelId, hash, kind: 'browser', expiresAtMs: null })
    return { keyId, visitorId }
  }

  private async write(tx: Write, identity: Identity, visitorId: string, say: Say): Promise<SayRefusal | null> {
    const { channelId } = identity
    if ((await visitorById(tx, visitorId))?.isBlocked) return 'blocked'
    const conversation = await conversationById(tx, say.conversationId)
    if (conversation && conversation.visitorId !== visitorId) return unknown()
    if (conversation?.isLeft) return 'closed'
    let content
    if (say.content.kind === 'text') content = say.content
    else {
      const fileId = say.content.fileId as FileId
      const isTheirs = await hasVisitorFile(tx, visitorId, fileId)
      content = isTheirs ? await fileContent(tx, fileId, safeFileName(say.content.name)) : null
      if (!content) return 'fileMissing'
    }
    if (!conversation) {
      if ((await summariesOf(tx, visitorId)).length >= MAX_CONVERSATIONS) return 'tooMany'
      await insertConversation(tx, { id: say.conversationId, visitorId, channelId, title: null })
    }
    await insertSiteMessage(tx, {
      id: say.id,
      conversationId: say.conversationId,
      channelId,
      direction: 'in',
      content,
      version: 1,
    })
    return null
  }
}

function unknown(): SayRefusal {
  return 'unknownConversation'
}
