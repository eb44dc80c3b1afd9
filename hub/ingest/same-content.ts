import type { MessageContent } from '#shared/domain/message'

/**
 * Could the platform's view `theirs` be our message `ours`? Platforms trim texts and make links of them; an
 * image comes back as another file, so any image may be ours.
 */
export function couldBeSame(ours: MessageContent, theirs: MessageContent): boolean {
  if (ours.kind === 'image') return theirs.kind === 'image'
  // Under the name that we gave it.
  if (ours.kind === 'file') return theirs.kind === 'file' && squeeze(ours.name) === squeeze(theirs.name)
  if (ours.kind !== 'text') return false
  if (theirs.kind === 'text' || theirs.kind === 'link') return squeeze(ours.text) === squeeze(theirs.text)
  return false
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}
