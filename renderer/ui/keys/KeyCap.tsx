import type { ActionId } from '#shared/domain/keys/actions'

import { useKeyWords } from './use-key-words'

/** The key of an action beside its name, as menus and buttons show it. */
export function KeyCap({ action }: { readonly action: ActionId }) {
  const label = useKeyWords().label(action)
  return label === '' ? null : <kbd className="key">{label}</kbd>
}
