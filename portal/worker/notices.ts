import type { PushNotice } from '#shared/contract/portal'

const PAGE_PATH = '/portal/'

/** What the worker uses of the pages of its own origin. */
export interface Page {
  readonly url: string
  readonly visibilityState: 'visible' | 'hidden'
  focus(): Promise<unknown>
  postMessage(word: PageWord): void
}

export interface PageWord {
  readonly otklik: 'open'
  readonly conversationId: string
}

export interface NoticePorts {
  pages(): Promise<readonly Page[]>
  show(title: string, options: NoticeOptions): Promise<void>
  open(address: string): Promise<unknown>
}

export interface NoticeOptions extends NotificationOptions {
  readonly tag: string
  /** A later notice of the conversation takes the place of the one before, and is heard again. */
  readonly renotify: boolean
  readonly data: { readonly conversationId: string }
}

/** What a push brought becomes a notice, but for whoever looks at the chat already (spec N5). */
export async function pushCame(ports: NoticePorts, text: string): Promise<void> {
  const notice = noticeOf(text)
  if (!notice) return
  const pages = await ports.pages()
  if (pages.some((page) => isChat(page) && page.visibilityState === 'visible')) return
  const { title, body, language, conversationId } = notice
  await ports.show(title, { body, lang: language, tag: conversationId, renotify: true, data: { conversationId } })
}

/** The page that there is comes to the front, else one is opened, both at the conversation. */
export async function noticeClicked(ports: NoticePorts, conversationId: string): Promise<void> {
  const pages = (await ports.pages()).filter(isChat)
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0]
  if (!page) {
    await ports.open(`${PAGE_PATH}?conversation=${conversationId}`)
    return
  }
  page.postMessage({ otklik: 'open', conversationId })
  await page.focus()
}

/** By hand: the schema's library would be the greater part of the worker. The hub alone can have encrypted it. */
function noticeOf(text: string): PushNotice | null {
  const said: unknown = JSON.parse(text)
  if (typeof said !== 'object' || said === null) return null
  const { title, body, language, conversationId } = said as Partial<Record<keyof PushNotice, unknown>>
  if (typeof title !== 'string' || typeof body !== 'string' || typeof conversationId !== 'string') return null
  return { title, body, conversationId, language: language === 'en' ? 'en' : 'ru' }
}

function isChat({ url }: Page): boolean {
  return new URL(url).pathname === PAGE_PATH
}
