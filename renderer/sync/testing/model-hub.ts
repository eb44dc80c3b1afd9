// Whole: a hub in small; a model of it in several files would have to be put together to be believed.
import type { CommandEnvelope, CommandRefusal } from '#shared/contract/commands'
import { deskFrame, SYNC_PROTOCOL, type Change, type DeskFrame, type HubFrame } from '#shared/contract/sync'
import type { Agent } from '#shared/domain/agent'
import type { CaseSummary } from '#shared/domain/case'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, CaseId, ChatId, CommandId, FileId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { err, ok } from '#shared/lib/result'
import { v7 as newId } from 'uuid'

import { demoAgent, demoMessage, demoRows } from '../../data/demo-rows'
import type { HubRest } from '../hub-rest'
import type { HubSocketEvents, OpenSocket } from '../hub-socket'

interface Session {
  readonly events: HubSocketEvents
  isOpen: boolean
  isGreeted: boolean
  /** With which cursor it came, while it is told what it missed. */
  behindSince: number | null
  readonly waiting: HubFrame[]
}

/**
 * A hub of a few lines that keeps the promises of shared/contract/sync.ts, and breaks its sockets when told.
 * `sent` is what reached the client, in order: a lost or doubled message shows there.
 */
export class ModelHub {
  readonly me: Agent = demoAgent(1, 'Мария Орлова')
  readonly sent: Message[] = []
  readonly commands: CommandEnvelope[] = []
  readonly uploads = new Map<FileId, number>()
  readonly typing: ChatId[] = []
  /** How many calls the desk said that it has. */
  readonly calls: number[] = []
  feedId = 'feed-1'
  isDown = false
  /** Frames that still go out before every socket breaks. */
  framesUntilDrop = Infinity
  /** Takes everything and answers nothing, as a process that is stopped. */
  isSilent = false
  losesOutcomes = false
  losesCommands = false
  failingUploads = 0
  /** Why they fail, else: nobody hears them. */
  hasRoom = true
  /** Half of a picture goes up and no more. */
  holdsUploads = false
  mustReset = false
  protocol = SYNC_PROTOCOL
  frameSize = 3
  /** From so many missed changes on the list and what is open come ahead. */
  longAbsence = Infinity
  /** What was missed comes frame by frame, and time passes between them. */
  isSlow = false
  /** What was missed does not come at all, besides what comes ahead. */
  holdsMissed = false
  refusalOf: (command: CommandEnvelope) => CommandRefusal | null = () => null
  private seq = 0
  private held: Change[] | null = null
  private rows = new Map<string, Change>()
  private readonly outcomes = new Map<CommandId, CommandRefusal | null>()
  private readonly sessions = new Set<Session>()

  constructor(chatCount = 3) {
    this.putChats(chatCount)
  }

  get head(): number {
    return this.seq
  }

  get messages(): readonly Message[] {
    return [...this.rows.values()].flatMap((change) => (change.entity === 'message' && change.row ? [change.row] : []))
  }

  get chats(): readonly Chat[] {
    return [...this.rows.values()].flatMap((change) => (change.entity === 'chat' && change.row ? [change.row] : []))
  }

  readonly openSocket: OpenSocket = (_address, events) => {
    const session: Session = { events, isOpen: true, isGreeted: false, behindSince: null, waiting: [] }
    queueMicrotask(() => {
      if (this.isDown) this.close(session)
      else if (session.isOpen) {
        this.sessions.add(session)
        events.opened()
      }
    })
    return {
      send: (text) => {
        if (session.isOpen) this.receive(session, deskFrame.parse(JSON.parse(text)))
      },
      close: () => {
        session.isOpen = false
        this.sessions.delete(session)
      },
    }
  }

  readonly rest: HubRest = {
    upload: async (_address, { fileId, blob }, { signal, onProgress }) => {
      if (this.isDown || this.failingUploads > 0) {
        this.failingUploads -= 1
        return err(this.hasRoom ? 'unreachable' : 'noRoom')
      }
      if (this.holdsUploads) {
        onProgress(0.5)
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve)
        })
        return err('unreachable')
      }
      this.uploads.set(fileId, blob.size)
      return ok(null)
    },
    fetchHistory: async (_address, chatId, before) => {
      if (this.isDown) return err('unreachable')
      const all = this.messages.filter((message) => message.chatId === chatId).sort((a, b) => b.atMs - a.atMs)
      const from = before === null ? 0 : all.findIndex(({ id }) => id === before) + 1
      return ok({ messages: all.slice(from, from + 5), hasMore: all.length > from + 5 })
    },
  }

  /** A client writes: the message and its chat change in one commit. */
  clientWrites(number: number, chatNumber: number, atMs: number): Message {
    const message = demoMessage(number, chatNumber, atMs)
    this.insert(message, 1)
    return message
  }

  /** As `clientWrites`, under an id made now. */
  clientWritesNow(chatNumber: number, atMs: number): void {
    this.insert({ ...demoMessage(0, chatNumber, atMs), id: newId() as MessageId }, 1)
  }

  /** Old messages that a channel brings in: read long ago. */
  ingestOld(number: number, chatNumber: number, atMs: number): Message {
    const message = demoMessage(number, chatNumber, atMs)
    this.commit([{ entity: 'message', id: message.id, row: message }])
    return message
  }

  /** What nobody had read when the channel was connected. */
  ingestUnreadHistory(number: number, chatNumber: number, atMs: number): void {
    this.insert({ ...demoMessage(number, chatNumber, atMs), isHistory: true }, 1)
  }

  /** As a database in which this message lies already, without a line in the feed. */
  plantHistory(number: number, chatNumber: number, atMs: number): void {
    const message = demoMessage(number, chatNumber, atMs)
    this.rows.set(message.id, { seq: -1, entity: 'message', id: message.id, row: message })
  }

  put(message: Message): void {
    this.commit([{ entity: 'message', id: message.id, row: message }])
  }

  removeMessage(id: MessageId): void {
    this.commit([{ entity: 'message', id, row: null }])
  }

  changeChat(id: ChatId, change: Partial<Chat>): void {
    const chat = this.chats.find((row) => row.id === id)
    if (chat) this.commit([{ entity: 'chat', id, row: { ...chat, ...change } }])
  }

  setCase(id: CaseId, change: Partial<CaseSummary>): boolean {
    const chat = this.chats.find((row) => row.case.id === id)
    if (!chat) return false
    this.changeChat(chat.id, { case: { ...chat.case, ...change } })
    return true
  }

  changeAgent(id: AgentId, change: Partial<Agent>): void {
    const agent = [...this.rows.values()].flatMap((row) =>
      row.entity === 'agent' && row.row?.id === id ? [row.row] : [],
    )
    for (const row of agent) this.commit([{ entity: 'agent', id, row: { ...row, ...change } }])
  }

  /** Everything that `write` commits comes in one frame, as one transaction of the hub. */
  commitTogether(write: () => void): void {
    const held: Change[] = []
    this.held = held
    write()
    this.held = null
    this.publish(held)
  }

  tellMissed(): void {
    this.holdsMissed = false
    for (const session of [...this.sessions]) this.tellWaiting(session)
  }

  /** The same process with an empty database under a new name. */
  replaceDatabase(chatCount = 3): void {
    this.feedId = `${this.feedId}-next`
    this.rows = new Map()
    this.outcomes.clear()
    this.seq = 0
    this.dropAll()
    this.putChats(chatCount)
  }

  typesInChat(chatId: ChatId, name: string): void {
    for (const session of this.sessions) this.tell(session, { type: 'typing', chatId, name })
  }

  dropAll(): void {
    for (const session of [...this.sessions]) this.close(session)
  }

  closeWith(code: number): void {
    for (const session of [...this.sessions]) this.close(session, code)
  }

  private close(session: Session, code = 1006): void {
    if (!session.isOpen) return
    session.isOpen = false
    this.sessions.delete(session)
    session.events.closed(code)
  }

  private receive(session: Session, frame: DeskFrame): void {
    switch (frame.type) {
      case 'hello':
        this.greet(session, frame)
        break
      case 'command':
        this.command(session, frame.command)
        break
      case 'typing':
        this.typing.push(frame.chatId)
        break
      case 'calls':
        this.calls.push(frame.count)
        break
      case 'open':
        this.tellAhead(session, frame.chatId)
        break
      case 'looking':
      case 'pace':
      case 'drafts':
        break
      case 'ping':
        this.tell(session, { type: 'pong', nonce: frame.nonce })
        break
    }
  }

  private greet(session: Session, { cursor, feedId, open }: Extract<DeskFrame, { type: 'hello' }>): void {
    const reset = this.mustReset || (feedId !== null && feedId !== this.feedId)
    this.mustReset = false
    const { protocol, feedId: ownId, me } = this
    const can = ['ahead']
    this.tell(session, { type: 'welcome', protocol, hubVersion: '0', feedId: ownId, reset, me: me.id, can })
    const from = reset || feedId === null ? 0 : cursor
    const missed = [...this.rows.values()].filter(({ seq }) => seq > from).sort((a, b) => a.seq - b.seq)
    session.isGreeted = true
    if (from > 0 && missed.length >= this.longAbsence) {
      session.behindSince = from
      if (open != null) this.tellAhead(session, open)
      this.tellAhead(session, null)
    }
    const { waiting } = session
    if (missed.length === 0) waiting.push({ type: 'changes', changes: [], upTo: this.seq, caughtUp: true })
    for (let start = 0; start < missed.length; start += this.frameSize) {
      const changes = missed.slice(start, start + this.frameSize)
      const caughtUp = start + this.frameSize >= missed.length
      waiting.push({ type: 'changes', changes, upTo: changes.at(-1)?.seq ?? this.seq, caughtUp })
    }
    this.tellWaiting(session)
  }

  private tellAhead(session: Session, chatId: ChatId | null): void {
    const { behindSince } = session
    if (behindSince === null) return
    const changes = [...this.rows.values()].filter(
      ({ seq, entity, row }) =>
        seq > behindSince && (chatId === null ? entity !== 'message' : entity === 'message' && row?.chatId === chatId),
    )
    const ahead = { chatId, head: this.seq }
    this.tell(session, { type: 'changes', changes, upTo: behindSince, caughtUp: false, ahead })
  }

  private tellWaiting(session: Session): void {
    if (this.holdsMissed) return
    for (let frame = session.waiting.shift(); frame; frame = session.waiting.shift()) {
      this.tell(session, frame)
      if (this.isSlow && session.waiting.length > 0) {
        setTimeout(() => {
          this.tellWaiting(session)
        })
        return
      }
    }
    session.behindSince = null
  }

  private command(session: Session, command: CommandEnvelope): void {
    if (this.losesCommands) return
    this.commands.push(command)
    if (!this.outcomes.has(command.id)) this.outcomes.set(command.id, this.apply(command))
    if (!this.losesOutcomes) {
      this.tell(session, { type: 'outcome', id: command.id, refusal: this.outcomes.get(command.id) ?? null })
    }
  }

  private apply(command: CommandEnvelope): CommandRefusal | null {
    const refusal = this.refusalOf(command)
    if (refusal) return refusal
    switch (command.name) {
      case 'sendMessage': {
        const { messageId, chatId, content, writtenAtMs } = command.args
        if (content.kind !== 'text' && !this.uploads.has(content.fileId)) return { reason: 'fileMissing', detail: null }
        const message: Message = {
          ...demoMessage(0, 1, writtenAtMs, { direction: 'out' }),
          id: messageId,
          chatId,
          content:
            content.kind === 'text'
              ? content
              : content.kind === 'file'
                ? { ...content, mimeType: 'application/pdf', bytes: this.uploads.get(content.fileId) ?? 0 }
                : { ...content, width: 10, height: 10, bytes: this.uploads.get(content.fileId) ?? 0 },
        }
        this.sent.push(message)
        this.insert(message, 0)
        return null
      }
      case 'markRead':
        this.changeChat(command.args.chatId, { unread: 0 })
        return null
      case 'markUnread':
        this.changeChat(command.args.chatId, { unread: 1 })
        return null
      case 'setClientPhone':
        this.changeChat(command.args.chatId, { clientPhone: command.args.phone })
        return null
      case 'blockClient':
        this.changeChat(command.args.chatId, { access: { kind: 'blocked' } })
        return null
      case 'editMessage': {
        const row = this.rows.get(command.args.messageId)
        if (row?.entity !== 'message' || !row.row) return { reason: 'unknownMessage', detail: null }
        const { text } = command.args
        this.put({ ...row.row, content: { kind: 'text', text }, editedAtMs: 1 })
        return null
      }
      case 'discardMessage':
        if (!this.rows.has(command.args.messageId)) return { reason: 'unknownMessage', detail: null }
        this.removeMessage(command.args.messageId)
        return null
      case 'claimCase':
        return this.claim(command.args.caseId, command.by ?? this.me.id)
      case 'closeCase':
        return this.grant(command.args.caseId, {
          state: { kind: 'closed', atMs: 1, by: { kind: 'agent', agentId: command.by ?? this.me.id } },
          waitingSinceMs: null,
        })
      case 'setCaseTopic':
        return this.grant(command.args.caseId, { topicId: command.args.topicId })
      case 'addNote': {
        const { messageId, chatId, text, mentions, writtenAtMs } = command.args
        const author = { kind: 'agent', agentId: command.by ?? this.me.id } as const
        const note = demoMessage(0, 1, writtenAtMs, { direction: 'system', author, delivery: null })
        this.put({ ...note, id: messageId, chatId, externalId: null, content: { kind: 'note', text, mentions } })
        return null
      }
      case 'setStatus':
      case 'retryMessage':
      case 'deleteMessage':
      case 'recordCall':
      case 'remarkOnCall':
      case 'markCallsSeen':
        return null
      default:
        return { reason: 'unsupported', detail: null }
    }
  }

  private claim(caseId: CaseId, agentId: AgentId): CommandRefusal | null {
    const state = this.chats.find((row) => row.case.id === caseId)?.case.state
    if (state?.kind !== 'queued') return { reason: 'wrongState', detail: null }
    const { teamId, sinceMs } = state
    return this.grant(caseId, { state: { kind: 'assigned', agentId, teamId, sinceMs, answerByMs: null } })
  }

  private grant(caseId: CaseId, change: Partial<CaseSummary>): CommandRefusal | null {
    return this.setCase(caseId, change) ? null : { reason: 'unknownCase', detail: null }
  }

  private insert(message: Message, unreadMore: number): void {
    const chat = this.chats.find(({ id }) => id === message.chatId)
    if (!chat) throw new Error(`The model hub has no chat ${message.chatId}`)
    const { id, atMs, direction, content, delivery } = message
    const lastMessage = { id, atMs, direction, content, delivery }
    this.commit([
      { entity: 'message', id, row: message },
      { entity: 'chat', id: chat.id, row: { ...chat, lastMessage, lastAtMs: atMs, unread: chat.unread + unreadMore } },
    ])
  }

  private putChats(count: number): void {
    const { chats, channels, agents, directory } = demoRows(0, count)
    this.commit([
      ...agents.map((row) => ({ entity: 'agent', id: row.id, row }) as const),
      { entity: 'directory', id: 'directory', row: directory },
      ...channels.map((row) => ({ entity: 'channel', id: row.id, row }) as const),
      ...chats.map(
        (row) => ({ entity: 'chat', id: row.id, row: { ...row, lastMessage: null, lastAtMs: 0, unread: 0 } }) as const,
      ),
    ])
  }

  private commit(rows: readonly DistributiveOmit<Change, 'seq'>[]): void {
    const changes = rows.map((row) => ({ ...row, seq: ++this.seq }))
    for (const change of changes) this.rows.set(change.id, change)
    if (this.held) this.held.push(...changes)
    else this.publish(changes)
  }

  private publish(changes: readonly Change[]): void {
    for (const session of [...this.sessions]) {
      const frame: HubFrame = { type: 'changes', changes: [...changes], upTo: this.seq, caughtUp: true }
      if (session.waiting.length > 0) session.waiting.push(frame)
      else if (session.isGreeted) this.tell(session, frame)
    }
  }

  private tell(session: Session, frame: HubFrame): void {
    if (!session.isOpen || this.isSilent) return
    if (this.framesUntilDrop <= 0) {
      this.framesUntilDrop = Infinity
      this.dropAll()
      return
    }
    this.framesUntilDrop -= 1
    session.events.received(JSON.stringify(frame))
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
