/** What the sandbox remembers, in the words of the platform. Times are Unix milliseconds; the wire has seconds. */
export interface SandboxUser {
  readonly id: number
  readonly name: string
  readonly avatarUrl: string | null
}

export interface SandboxItem {
  readonly id: number
  readonly kind: 'goods' | 'vacancy' | 'resume'
  readonly title: string
  readonly price: string
  /** Author of the ad: the account itself, or the applicant where the context is a résumé. */
  readonly ownerId: number
  readonly imageUrl: string | null
}

export type ChatType = 'u2i' | 'u2u' | 'a2u'

export interface SandboxChat {
  readonly id: string
  readonly type: ChatType
  readonly client: SandboxUser
  readonly item: SandboxItem | null
  readonly createdAtMs: number
  updatedAtMs: number
  readonly messages: SandboxMessage[]
}

export type WireType =
  | 'text'
  | 'image'
  | 'link'
  | 'item'
  | 'location'
  | 'call'
  | 'deleted'
  | 'voice'
  | 'system'
  | 'appCall'
  | 'file'
  | 'video'

export interface SandboxMessage {
  readonly id: string
  readonly authorId: number
  readonly createdAtMs: number
  readonly direction: 'in' | 'out'
  type: WireType
  content: Readonly<Record<string, unknown>>
  /** Incoming: has the account read it? */
  isRead: boolean
  /** Outgoing: when the client read it. */
  readAtMs: number | null
  readonly quote: SandboxMessage | null
}

export type ImageSizes = Readonly<Record<string, string>>

export interface SandboxImage {
  readonly id: string
  readonly bytes: Uint8Array
  readonly mimeType: string
}

export interface SandboxVoice {
  readonly id: string
  readonly bytes: Uint8Array
  readonly mimeType: string
}
