import type { Shortcut } from '#shared/domain/keys/shortcut'

import { capsOf } from './shortcut-label'

/** A combination as caps, one for each key that is held. */
export function Caps({ shortcut }: { readonly shortcut: Shortcut }) {
  return (
    <span style={{ display: 'inline-flex', gap: 3, whiteSpace: 'nowrap' }}>
      {capsOf(shortcut).map((cap) => (
        <kbd key={cap} className="key">
          {cap}
        </kbd>
      ))}
    </span>
  )
}
