import type { ChatId } from './ids'

/** What a person is writing to a conversation, as the hub keeps it for all of their desks (spec M20). Files stay where they are. */
export interface KeptDraft {
  readonly chatId: ChatId
  /** One more with each change; 0: the hub has none. */
  readonly version: number
  /** `''`: nothing any more. */
  readonly text: string
  readonly isNote: boolean
}

/** What a desk wants kept in the place of version `base`; another version is answered with what there is. */
export interface OfferedDraft extends Pick<KeptDraft, 'chatId' | 'text' | 'isNote'> {
  readonly base: number
}

/** Longer ones stay at their desk. */
export const MAX_KEPT_DRAFT = 20_000

type Words = Pick<KeptDraft, 'text' | 'isNote'>

export const NO_WORDS: Words = { text: '', isNote: false }

export function areSameWords(a: Words, b: Words): boolean {
  return a.text === b.text && (a.text === '' || a.isNote === b.isNote)
}

/**
 * Both were written since they parted: nothing of either is lost. Where one has all of the other it is the one that stays;
 * else the words from here stand below those from elsewhere. Words for colleagues never become words for the client.
 */
export function joinDrafts(elsewhere: Words, here: Words): Words {
  if (here.text === '' || elsewhere.text.includes(here.text))
    return { text: elsewhere.text, isNote: elsewhere.isNote || (here.text !== '' && here.isNote) }
  if (elsewhere.text === '' || here.text.includes(elsewhere.text))
    return { text: here.text, isNote: here.isNote || (elsewhere.text !== '' && elsewhere.isNote) }
  return { text: `${elsewhere.text}\n\n${here.text}`, isNote: elsewhere.isNote || here.isNote }
}

/** What stands in a box whose words, once `saved`, went on to `typed`, now that `kept` has taken the place of `saved`. */
export function rebaseTyped(saved: string, typed: string, kept: string): string {
  if (typed === saved) return kept
  if (saved !== '' && kept.endsWith(saved)) return kept.slice(0, kept.length - saved.length) + typed
  return joinDrafts({ text: kept, isNote: false }, { text: typed, isNote: false }).text
}

export interface DraftHere {
  /** As the hub last told it. */
  readonly known: KeptDraft
  readonly here: Words
  /** Offered and not answered yet. */
  readonly offered: OfferedDraft | null
}

/** What is in the box after the hub has told what it keeps. */
export function afterTold({ known, here, offered }: DraftHere, told: KeptDraft): Words {
  if (areSameWords(here, told)) return here
  // One's own words came back; what was typed on since is newer.
  const isOwn = offered !== null && told.version === offered.base + 1 && areSameWords(offered, told)
  if (isOwn || (told.version === known.version && areSameWords(told, known))) return here
  // Untouched here. An older version is a hub that was put back from a backup: nothing is taken away for it.
  if (areSameWords(here, known) && told.version > known.version) return told
  return joinDrafts(told, here)
}
