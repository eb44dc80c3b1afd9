import type { ActionId } from '#shared/domain/keys/actions'

import { useKeyWords } from './keys/use-key-words'

export interface KeysProps {
  readonly label: string
  /** Whose key is shown. */
  readonly action?: ActionId | undefined
  /** A key of no action, space separated: `Ctrl K`. */
  readonly keys?: string | undefined
}

/** A control's name and its key, as tooltips show them. */
export function Keys({ label, action, keys: fixed }: KeysProps) {
  const keyWords = useKeyWords()
  const keys = action === undefined ? fixed : keyWords.label(action)
  return (
    <span>
      {label}
      {keys && (
        <kbd className="key" style={{ marginInlineStart: 8 }}>
          {keys}
        </kbd>
      )}
    </span>
  )
}
