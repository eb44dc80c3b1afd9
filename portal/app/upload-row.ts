import { withoutTurning } from '#shared/lib/without-turning'

import { h } from './dom'
import { fill, type Words } from './words'

/** A file on its way: how far it is, and how to stop it. */
export function uploadRow(name: string, words: Words, onCancel: () => void) {
  const label = fill(words.uploading, { name })
  const bar = h('progress', { max: 1, value: 0, 'aria-label': label })
  const cancel = h(
    'button',
    { type: 'button', class: 'link-button', title: words.cancel, 'aria-label': words.cancel },
    '×',
  )
  cancel.addEventListener('click', onCancel)
  const row = h('div', { class: 'upload' }, h('bdi', {}, withoutTurning(name)), bar, cancel)
  return {
    row,
    progress: (share: number) => {
      bar.value = share
    },
    /** What went wrong stays until the person has seen it. */
    fail(text: string) {
      const close = h('button', { type: 'button', class: 'link-button' }, words.discard)
      close.addEventListener('click', () => {
        row.remove()
      })
      row.replaceChildren(h('span', { role: 'alert' }, text), close)
    },
  }
}
