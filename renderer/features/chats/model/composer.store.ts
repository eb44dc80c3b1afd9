// Whole: every change touches the one text that must not be lost, and the draft, the files and the send share its guards.
import { createStore, type StoreApi } from 'zustand/vanilla'

import type { Agent } from '#shared/domain/agent'
import { textLength, type Capabilities } from '#shared/domain/capabilities'
import { rebaseTyped } from '#shared/domain/draft'
import type { ChatId, FileId } from '#shared/domain/ids'
import type { TemplateFile } from '#shared/domain/text-template'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import type { DeskData, Draft, DraftOfEdit, OutgoingImage } from '../../../data/desk-data'
import { DraftSaver } from '../../../data/draft-saver'
import { checkAttachment, type AttachmentProblem } from './attachment-check'
import type { ImageSize } from './image-check'
import { mentionsOf } from './mentions'

export interface ComposerImage extends OutgoingImage {
  readonly key: number
}

/** A file of a template on its way from the hub. */
export interface AwaitedFile {
  readonly key: number
  readonly file: TemplateFile
  /** The hub did not give it: it is asked for again when the person says so. */
  readonly hasFailed: boolean
}

export interface RejectedImage {
  readonly key: number
  readonly name: string | null
  readonly problem: AttachmentProblem
}

export interface ComposerState {
  readonly text: string
  /** Written for colleagues: the client never sees it. */
  readonly isNote: boolean
  readonly images: readonly ComposerImage[]
  readonly awaited: readonly AwaitedFile[]
  readonly rejected: readonly RejectedImage[]
  /** Pictures being looked at before they are taken. */
  readonly checking: number
  /** `notSaved`: the draft could not be written; `notSent`: the message could not, and stands here again. */
  readonly problem: 'notSaved' | 'notSent' | null
  /** A sent message whose text is being changed in the box; what was written to the client waits aside. */
  readonly edited: EditedMessage | null
}

export type EditedMessage = Omit<DraftOfEdit, 'text'>

export interface Composer extends Disposable {
  readonly chatId: ChatId
  readonly store: StoreApi<ComposerState>
  setText(text: string): void
  setNote(isNote: boolean): void
  /** Who can be named in a comment. */
  setAgents(next: readonly Agent[]): void
  /** Esc, or another message: nothing of it is kept. */
  leaveEdit(): void
  beginEdit(message: DraftOfEdit): void
  /** What the channel can; `null` until it is known, then nothing but emptiness keeps a text from being sent. */
  setCapabilities(next: Capabilities | null): void
  addImages(blobs: readonly (Blob & { readonly name?: string })[]): Promise<void>
  removeImage(key: number): void
  /** Those of a chosen template become pictures and files of this message, as if the person had added them. */
  addTemplateFiles(files: readonly TemplateFile[]): void
  removeAwaited(key: number): void
  fetchAgain(): void
  dismissRejected(): void
  /** With `sendAtMs` it is kept until then. False when there is nothing to send or the text is too long: everything stays as it was. */
  send(sendAtMs?: number): Promise<boolean>
  /** So long what was sent can be taken back; 0: not at all. */
  setUndoWindow(ms: number): void
  /** What is taken back stands in front of what was typed since. */
  takeBack(text: string): void
  /** Saves what waits: leaving the chat, the window, the program. */
  flush(): void
}

export interface ComposerDependencies {
  readonly data: Pick<
    DeskData,
    | 'readDraft'
    | 'saveDraft'
    | 'onDraftTold'
    | 'sendText'
    | 'editMessage'
    | 'addNote'
    | 'sendImage'
    | 'sendFile'
    | 'sendTyping'
    | 'noteWriting'
  >
  readonly clock: Clock
  readonly measure: (blob: Blob) => Promise<ImageSize | null>
  /** From the hub; `null` where it cannot be had now. */
  readonly fetchFile: (fileId: FileId) => Promise<Blob | null>
}

const TYPING_EVERY_MS = 3000
/** As the hub takes it (contract/commands.ts, addNote). */
export const MAX_NOTE_TEXT = 4000
const EMPTY: ComposerState = {
  text: '',
  isNote: false,
  images: [],
  awaited: [],
  rejected: [],
  checking: 0,
  problem: null,
  edited: null,
}

/** What is being written to one chat. Nothing that was typed leaves it before it is durable elsewhere. */
export function createComposer(chatId: ChatId, dependencies: ComposerDependencies): Composer {
  const { data, clock, measure, fetchFile } = dependencies
  const store = createStore<ComposerState>(() => EMPTY)
  let capabilities: Capabilities | null = null
  let agents: readonly Agent[] = []
  /** What was written before a sent message was taken into the box. */
  let aside = { text: '', isNote: false }
  let undoMs = 0
  let nextKey = 1
  let isTouched = false
  let isDisposed = false
  let isFetching = false
  let typingToldAtMs = Number.NEGATIVE_INFINITY

  /** As it stands in the cache, which another desk of the person can change. */
  let saved = ''
  const saver = new DraftSaver(clock, () => {
    const draft = draftOf(store.getState(), aside)
    saved = draft?.text ?? ''
    data.saveDraft(chatId, draft).then(
      () => {
        if (store.getState().problem === 'notSaved') store.setState({ problem: null })
      },
      () => {
        store.setState({ problem: 'notSaved' })
      },
    )
  })

  void data.readDraft(chatId).then(
    (draft) => {
      // Whoever has begun to type meanwhile keeps what was typed.
      if (!draft || isTouched || isDisposed) return
      const { text, isNote = false, edited, awaited = [] } = draft
      saved = text
      store.setState({
        isNote,
        text,
        images: draft.images.map((image) => ({ ...image, key: nextKey++ })),
        awaited: awaited.map(toAwaited),
      })
      void fetchAwaited()
      if (edited) takeIn(edited)
    },
    () => {
      store.setState({ problem: 'notSaved' })
    },
  )

  /** What was typed on since it was saved stays (spec M20). */
  async function takeTold(): Promise<void> {
    const draft = await data.readDraft(chatId)
    if (isDisposed) return
    const kept = draft?.text ?? ''
    const state = store.getState()
    const typed = state.edited ? aside : { text: state.text, isNote: state.isNote }
    const text = rebaseTyped(saved, typed.text, kept)
    const words = { text, isNote: text !== '' && (typed.text === saved ? (draft?.isNote ?? false) : typed.isNote) }
    saved = kept
    if (state.edited) aside = words
    else store.setState(words)
    if (text !== kept) saver.change()
  }
  const told = data.onDraftTold(chatId, () => {
    takeTold().catch(() => {
      store.setState({ problem: 'notSaved' })
    })
  })

  function change(state: Partial<ComposerState>): void {
    isTouched = true
    store.setState(state)
    saver.change()
  }

  function toAwaited(file: TemplateFile): AwaitedFile {
    return { key: nextKey++, file, hasFailed: false }
  }

  /** What it changes, once it has been looked at. */
  async function check(
    blob: Blob,
    name: string | null,
  ): Promise<(state: ComposerState) => Pick<ComposerState, 'images' | 'rejected'>> {
    const checked = await checkAttachment(blob, capabilities, () => measure(blob))
    const key = nextKey++
    return ({ images, rejected }) =>
      checked.ok
        ? { rejected, images: [...images, { key, blob, name, ...(checked.value === 'file' ? { isFile: true } : {}) }] }
        : { images, rejected: [...rejected, { key, name, problem: checked.error }] }
  }

  /** One after the other, as they stand in the template. What is not here when the chat is left comes with its draft. */
  async function fetchAwaited(): Promise<void> {
    if (isFetching || !capabilities) return
    isFetching = true
    try {
      for (let next = nextAwaited(); next; next = nextAwaited()) await fetchOne(next)
    } finally {
      isFetching = false
    }
  }

  function nextAwaited(): AwaitedFile | undefined {
    return isDisposed ? undefined : store.getState().awaited.find(({ hasFailed }) => !hasFailed)
  }

  async function fetchOne({ key, file }: AwaitedFile): Promise<void> {
    const isAwaited = () => !isDisposed && store.getState().awaited.some((one) => one.key === key)
    const blob = await fetchFile(file.fileId)
    if (!isAwaited()) return
    if (!blob) {
      store.setState(({ awaited }) => ({
        awaited: awaited.map((one) => (one.key === key ? { ...one, hasFailed: true } : one)),
      }))
      return
    }
    const taken = await check(new File([blob], file.name, { type: file.mimeType }), file.name)
    if (!isAwaited()) return
    const state = store.getState()
    change({ ...taken(state), awaited: state.awaited.filter((one) => one.key !== key) })
  }

  function tellTyping(): void {
    const nowMs = clock.now()
    if (store.getState().isNote || !capabilities?.typing || nowMs - typingToldAtMs < TYPING_EVERY_MS) return
    typingToldAtMs = nowMs
    data.sendTyping(chatId)
  }

  function takeIn({ text, ...edited }: DraftOfEdit): void {
    const now = store.getState()
    if (!now.edited) aside = { text: now.text, isNote: now.isNote }
    store.setState({ edited, text, isNote: false, problem: null })
  }

  function putAsideBack(): void {
    store.setState({ edited: null, ...aside })
    aside = { text: '', isNote: false }
  }

  async function saveEdit(edited: EditedMessage, words: string): Promise<boolean> {
    if (clock.now() >= edited.untilMs || !canSave(words, capabilities)) return false
    isTouched = true
    saver.change()
    saver.flush()
    putAsideBack()
    if (words !== edited.original) {
      try {
        await data.editMessage(edited.messageId, words)
      } catch {
        takeIn({ ...edited, text: words })
        change({ problem: 'notSent' })
        return false
      }
    }
    saver.change()
    saver.flush()
    return true
  }

  /** What could not be handed over returns in front of what was typed since. */
  function putBack(text: string, images: readonly ComposerImage[]): void {
    const now = store.getState()
    const joined = [text, now.text].filter((part) => part !== '').join('\n')
    change({ text: joined, images: [...images, ...now.images], problem: 'notSent' })
  }

  /** Pictures in the box are for the client and stay for the next message. */
  async function sendNote(words: string): Promise<boolean> {
    if (words === '' || textLength(words) > MAX_NOTE_TEXT) return false
    isTouched = true
    saver.change()
    saver.flush()
    store.setState({ text: '', problem: null })
    try {
      await data.addNote(chatId, words, mentionsOf(words, agents))
    } catch {
      putBack(words, [])
      return false
    }
    saver.change()
    saver.flush()
    return true
  }

  return {
    chatId,
    store,
    setCapabilities(next) {
      capabilities = next
      void fetchAwaited()
    },
    setAgents(next) {
      agents = next
    },
    setNote(isNote) {
      if (isNote === store.getState().isNote || store.getState().edited) return
      change({ isNote })
    },
    beginEdit(message) {
      takeIn(message)
      isTouched = true
      saver.change()
    },
    leaveEdit() {
      if (!store.getState().edited) return
      putAsideBack()
      isTouched = true
      saver.change()
      saver.flush()
    },
    setText(text) {
      if (text === store.getState().text) return
      change({ text })
      if (text === '') return
      if (!store.getState().isNote) data.noteWriting(chatId)
      tellTyping()
    },
    async addImages(blobs) {
      isTouched = true
      store.setState((state) => ({ checking: state.checking + blobs.length }))
      for (const blob of blobs) {
        const taken = await check(blob, blob.name ?? null)
        store.setState((state) => ({ checking: state.checking - 1, ...taken(state) }))
      }
      saver.change()
    },
    removeImage(key) {
      change({ images: store.getState().images.filter((image) => image.key !== key) })
    },
    addTemplateFiles(files) {
      if (files.length === 0) return
      change({ awaited: [...store.getState().awaited, ...files.map(toAwaited)] })
      saver.flush()
      void fetchAwaited()
    },
    removeAwaited(key) {
      change({ awaited: store.getState().awaited.filter((file) => file.key !== key) })
    },
    fetchAgain() {
      store.setState(({ awaited }) => ({ awaited: awaited.map((file) => ({ ...file, hasFailed: false })) }))
      void fetchAwaited()
    },
    dismissRejected() {
      store.setState({ rejected: [] })
    },
    setUndoWindow(ms) {
      undoMs = ms
    },
    takeBack(text) {
      const { edited, text: typed } = store.getState()
      const join = (words: string) => [text, words].filter((part) => part !== '').join('\n')
      if (edited) {
        aside = { ...aside, text: join(aside.text) }
        change({})
      } else change({ text: join(typed), isNote: false })
      saver.flush()
    },
    async send(sendAtMs) {
      const { text, images, awaited, checking, isNote, edited } = store.getState()
      const words = text.trim()
      if (edited) return saveEdit(edited, words)
      if (isNote) return sendNote(words)
      const limit = capabilities?.maxTextLength ?? Number.POSITIVE_INFINITY
      if (checking > 0 || awaited.length > 0 || (words === '' && images.length === 0) || textLength(words) > limit)
        return false
      isTouched = true
      // The draft as it stands becomes durable before the box empties: a kill from here on loses nothing.
      saver.change()
      saver.flush()
      store.setState({ text: '', images: [], rejected: [], problem: null })
      const unsent = [...images]
      const atMs = sendAtMs ?? (undoMs > 0 ? clock.now() + undoMs : undefined)
      try {
        for (const image of images) {
          if (image.isFile) await data.sendFile(chatId, withoutKey(image), atMs)
          else await data.sendImage(chatId, withoutKey(image), atMs)
          unsent.shift()
        }
        if (words !== '') await data.sendText(chatId, words, atMs)
      } catch {
        putBack(text, unsent)
        return false
      }
      saver.change()
      saver.flush()
      return true
    },
    flush() {
      saver.flush()
    },
    dispose() {
      isDisposed = true
      told.dispose()
      saver.flush()
      saver.dispose()
    },
  }
}

function draftOf(
  { text, isNote, images, awaited, edited }: ComposerState,
  aside: Pick<Draft, 'text' | 'isNote'>,
): Draft | null {
  const words = edited ? aside : { text, isNote }
  if (words.text === '' && images.length === 0 && awaited.length === 0 && !edited) return null
  return {
    text: words.text,
    images: images.map(withoutKey),
    ...(awaited.length > 0 ? { awaited: awaited.map(({ file }) => file) } : {}),
    ...(words.isNote ? { isNote: true } : {}),
    ...(edited ? { edited: { ...edited, text } } : {}),
  }
}

/** Is the text one that the channel can take now? */
export function canSave(words: string, capabilities: Capabilities | null): boolean {
  const limit = capabilities?.maxTextLength ?? Number.POSITIVE_INFINITY
  return words !== '' && textLength(words) <= limit
}

function withoutKey({ key: _key, ...image }: ComposerImage): OutgoingImage {
  return image
}
