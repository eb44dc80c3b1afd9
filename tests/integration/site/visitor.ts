import { randomBytes, randomUUID } from 'node:crypto'

import { WebSocket } from 'ws'

import {
  PORTAL_PROTOCOL,
  PORTAL_SUBPROTOCOL,
  portalFrame,
  type PageFrame,
  type PortalFrame,
  type PortalMessage,
} from '../../../shared/contract/portal'

export function freshKey(): string {
  return randomBytes(32).toString('base64url')
}

export interface VisitorPlace {
  readonly url: string
  /** Of the icon; `null`: the key is a link's. */
  readonly channelId: string | null
  readonly key?: string
  /** As a page that comes back says it again; a new one, if none is given. */
  readonly pageId?: string
  readonly headers?: Record<string, string>
}

/** A visitor's page as the hub sees it: speaks the wire, keeps every frame, lets tests wait for one. */
export class TestVisitor {
  readonly frames: PortalFrame[] = []
  closed: { readonly code: number; readonly reason: string } | null = null
  private readonly waiting = new Set<() => void>()

  private constructor(
    private readonly socket: WebSocket,
    readonly key: string,
    private readonly place: VisitorPlace,
  ) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(portalFrame.parse(JSON.parse(data.toString('utf8'))))
      this.wake()
    })
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.wake()
    })
  }

  static async open(place: VisitorPlace): Promise<TestVisitor> {
    const address = `${place.url.replace('http', 'ws')}/portal/socket`
    const socket = new WebSocket(address, [PORTAL_SUBPROTOCOL], { headers: place.headers ?? {} })
    const visitor = new TestVisitor(socket, place.key ?? freshKey(), place)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return visitor
  }

  /** Open and welcomed. */
  static async enter(place: VisitorPlace): Promise<TestVisitor> {
    const visitor = await TestVisitor.open(place)
    visitor.hello()
    await visitor.until(({ frames, closed }) => closed !== null || frames.some(({ type }) => type === 'welcome'))
    return visitor
  }

  hello(): void {
    const { channelId, pageId = randomUUID() } = this.place
    this.send({ type: 'hello', protocol: PORTAL_PROTOCOL, key: this.key, channelId, pageId })
  }

  send(frame: PageFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  sendRaw(data: string | Buffer): void {
    this.socket.send(data)
  }

  /** Answers the refusal, `null` when it was accepted. */
  async say(text: string, conversationId: string, id: string = randomUUID()): Promise<string | null> {
    return this.sayContent({ kind: 'text', text }, conversationId, id)
  }

  async sayContent(
    content: Extract<PageFrame, { type: 'say' }>['content'],
    conversationId: string,
    id: string = randomUUID(),
  ): Promise<string | null> {
    const before = this.frames.length
    this.send({ type: 'say', id, conversationId, content })
    return this.until(({ frames }) => {
      for (const frame of frames.slice(before)) {
        if (frame.type === 'accepted' && frame.id === id) return { reason: null }
        if (frame.type === 'refused' && frame.id === id) return { reason: frame.reason }
      }
      return null
    }).then(({ reason }) => reason)
  }

  /** The newest frame of this kind. */
  async heard<T extends PortalFrame['type']>(type: T): Promise<Extract<PortalFrame, { type: T }>> {
    return this.until(({ frames }) =>
      frames.findLast((frame): frame is Extract<PortalFrame, { type: T }> => frame.type === type),
    )
  }

  async history(conversationId: string): Promise<readonly PortalMessage[]> {
    const before = this.frames.length
    this.send({ type: 'open', conversationId })
    const frame = await this.until(({ frames }) => frames.slice(before).find(({ type }) => type === 'history'))
    return frame.type === 'history' ? frame.messages : []
  }

  /** What the page shows now of all that came. */
  get shown(): readonly PortalMessage[] {
    const shown = new Map<string, PortalMessage>()
    for (const frame of this.frames) {
      if (frame.type !== 'messages' && frame.type !== 'history') continue
      for (const message of frame.messages) shown.set(message.id, message)
      if (frame.type === 'messages') for (const id of frame.removed) shown.delete(id)
    }
    return [...shown.values()].sort((a, b) => a.atMs - b.atMs)
  }

  get texts(): readonly string[] {
    return this.shown.map(({ content }) =>
      content.kind === 'text' ? content.text : 'name' in content ? content.name : content.kind,
    )
  }

  state(conversationId: string) {
    return this.frames
      .flatMap((frame) => (frame.type === 'conversation' ? [frame.conversation] : []))
      .findLast(({ id }) => id === conversationId)
  }

  async until<T>(find: (visitor: TestVisitor) => T | undefined | false | null): Promise<T> {
    for (;;) {
      const found = find(this)
      if (found) return found
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve)
      })
    }
  }

  async untilClosed(): Promise<number> {
    return (await this.until(({ closed }) => closed)).code
  }

  private authorised(headers: Record<string, string>): Record<string, string> {
    const channel: Record<string, string> =
      this.place.channelId === null ? {} : { 'x-otklik-channel': this.place.channelId }
    return { authorization: `Bearer ${this.key}`, ...channel, ...headers }
  }

  upload(bytes: Uint8Array, type: string, name: string, fileId: string = randomUUID()): Promise<Response> {
    const headers = this.authorised({ 'content-type': type, 'x-file-name': encodeURIComponent(name) })
    const body = new Uint8Array(bytes)
    return fetch(`${this.place.url}/portal/api/files/${fileId}`, { method: 'PUT', headers, body })
  }

  download(fileId: string): Promise<Response> {
    return fetch(`${this.place.url}/portal/api/files/${fileId}`, { headers: this.authorised({}) })
  }

  close(): void {
    this.socket.close()
  }

  private wake(): void {
    for (const resume of this.waiting) resume()
    this.waiting.clear()
  }
}
