import { matchesShortcut, type KeyLike, type Shortcut } from '../../../ui/shortcut'

export type CallKeyAction =
  | 'answer'
  | 'hangUp'
  | 'mute'
  | 'hold'
  | 'pad'
  | 'endAndAnswer'
  | 'swap'
  | 'transfer'
  | 'join'
  | 'record'
  | 'stopRecording'
  | 'redial'
  | 'remark'

/** Two modifiers, so that none of them is typed into a message by accident. */
export const CALL_KEYS: Readonly<Record<CallKeyAction, Shortcut>> = {
  answer: 'Ctrl+Shift+KeyA',
  hangUp: 'Ctrl+Shift+KeyH',
  mute: 'Ctrl+Shift+KeyM',
  hold: 'Ctrl+Shift+KeyD',
  pad: 'Ctrl+Shift+KeyP',
  endAndAnswer: 'Ctrl+Shift+KeyC',
  swap: 'Ctrl+Shift+KeyJ',
  transfer: 'Ctrl+Shift+KeyQ',
  join: 'Ctrl+Shift+KeyW',
  record: 'Ctrl+Shift+KeyR',
  stopRecording: 'Ctrl+Shift+KeyI',
  redial: 'Ctrl+Shift+Digit7',
  remark: 'Ctrl+Shift+Digit6',
}

const ACTIONS = Object.keys(CALL_KEYS) as CallKeyAction[]

/** `repeat` comes while a key is held down; a call is not answered, held and resumed by that. */
export function callKeyAction(event: KeyLike & { readonly repeat: boolean }): CallKeyAction | null {
  if (event.repeat) return null
  return ACTIONS.find((action) => matchesShortcut(event, CALL_KEYS[action])) ?? null
}
