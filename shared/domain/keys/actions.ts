import type { Shortcut } from './shortcut'

/** Where a person looks for it. */
export const ACTION_PLACES = ['desk', 'list', 'conversation', 'composer', 'message', 'call', 'supervisor'] as const
export type ActionPlace = (typeof ACTION_PLACES)[number]

/** What has to hold the focus so that the key is heard; `window`: nothing particular. */
export type ActionReach = 'window' | 'row' | 'composer' | 'message' | 'remark'

export interface Action {
  readonly place: ActionPlace
  /** The key that Otklik begins with. */
  readonly key: Shortcut
  readonly reach: ActionReach
  /** Its meaning is the same in every program, so it cannot be given away. */
  readonly isFixed: boolean
}

const of = (place: ActionPlace, key: Shortcut, reach: ActionReach = 'window'): Action => ({
  place,
  key,
  reach,
  isFixed: false,
})
const fixed = (place: ActionPlace, key: Shortcut, reach: ActionReach = 'window'): Action => ({
  ...of(place, key, reach),
  isFixed: true,
})

/** Everything in Otklik that has a key. Two modifiers for calls, so that none is answered or ended while one types. */
export const ACTIONS = {
  palette: of('desk', 'Ctrl+KeyK'),
  cheatSheet: of('desk', 'F1'),
  cheatSheetAlso: of('desk', 'Ctrl+Slash'),
  guide: of('desk', 'Shift+F1'),
  nextPart: of('desk', 'F6'),
  previousPart: of('desk', 'Shift+F6'),
  nextTab: of('desk', 'Ctrl+PageDown'),
  previousTab: of('desk', 'Ctrl+PageUp'),
  toast: of('desk', 'Alt+KeyT'),
  goToChats: of('desk', 'Ctrl+Digit1'),
  goToCases: of('desk', 'Ctrl+Digit2'),
  goToCalls: of('desk', 'Ctrl+Digit3'),
  goToSupervisor: of('desk', 'Ctrl+Digit4'),
  goToSettings: of('desk', 'Ctrl+Comma'),
  status: of('desk', 'Ctrl+Shift+KeyS'),
  quiet: of('desk', 'Alt+KeyQ'),
  signOut: of('desk', 'Ctrl+Shift+Digit0'),
  endWrapUp: of('desk', 'Ctrl+Shift+Digit8'),
  moreWrapUp: of('desk', 'Ctrl+Shift+Digit9'),

  search: of('list', 'Ctrl+KeyF'),
  nextChat: of('list', 'Alt+ArrowDown'),
  previousChat: of('list', 'Alt+ArrowUp'),
  nextList: of('list', 'Alt+PageDown'),
  previousList: of('list', 'Alt+PageUp'),
  newChat: of('list', 'Ctrl+KeyN'),
  filters: of('list', 'Ctrl+Shift+KeyF'),
  views: of('list', 'Ctrl+Shift+KeyG'),
  saveView: of('list', 'Alt+KeyS'),
  peek: of('list', 'Alt+Enter', 'row'),
  watch: of('list', 'Alt+Shift+Enter', 'row'),
  rowMenu: fixed('list', 'Shift+F10', 'row'),

  back: fixed('conversation', 'Escape'),
  callClient: of('conversation', 'Ctrl+Shift+Digit5'),
  moreActions: of('conversation', 'Ctrl+Period'),
  takeCase: of('conversation', 'Ctrl+Shift+KeyT'),
  transferCase: of('conversation', 'Ctrl+Shift+KeyL'),
  returnCase: of('conversation', 'Ctrl+Shift+KeyB'),
  closeCase: of('conversation', 'Ctrl+Shift+KeyE'),
  snoozeCase: of('conversation', 'Alt+KeyZ'),
  pinCase: of('conversation', 'Ctrl+Shift+KeyY'),
  highPriority: of('conversation', 'Ctrl+Shift+KeyU'),
  moveStage: of('conversation', 'Ctrl+Shift+KeyO'),
  invite: of('conversation', 'Alt+KeyV'),
  startChat: of('conversation', 'Alt+KeyW'),
  leaveChat: of('conversation', 'Alt+KeyX'),
  blockClient: of('conversation', 'Alt+KeyB'),
  editCard: of('conversation', 'Alt+KeyK'),
  linkCard: of('conversation', 'Alt+KeyC'),
  copyLink: of('conversation', 'Alt+KeyL'),
  markUnread: of('conversation', 'Ctrl+Shift+KeyN'),
  context: of('conversation', 'Ctrl+KeyI'),
  seenByClient: of('conversation', 'Ctrl+Shift+KeyX'),
  leaveFound: of('conversation', 'Alt+ArrowLeft'),

  send: of('composer', 'Enter', 'composer'),
  sendAlso: of('composer', 'Ctrl+Enter', 'composer'),
  sendLater: of('composer', 'Ctrl+Shift+Enter', 'composer'),
  undoSend: of('composer', 'Ctrl+KeyZ', 'composer'),
  attach: of('composer', 'Ctrl+KeyO', 'composer'),
  editLast: of('composer', 'ArrowUp', 'composer'),
  note: of('composer', 'Ctrl+Shift+KeyK'),

  editMessage: of('message', 'F2', 'message'),
  deleteMessage: of('message', 'Delete', 'message'),

  answer: of('call', 'Ctrl+Shift+KeyA'),
  hangUp: of('call', 'Ctrl+Shift+KeyH'),
  mute: of('call', 'Ctrl+Shift+KeyM'),
  hold: of('call', 'Ctrl+Shift+KeyD'),
  pad: of('call', 'Ctrl+Shift+KeyP'),
  endAndAnswer: of('call', 'Ctrl+Shift+KeyC'),
  swap: of('call', 'Ctrl+Shift+KeyJ'),
  transfer: of('call', 'Ctrl+Shift+KeyQ'),
  join: of('call', 'Ctrl+Shift+KeyW'),
  record: of('call', 'Ctrl+Shift+KeyR'),
  stopRecording: of('call', 'Ctrl+Shift+KeyI'),
  redial: of('call', 'Ctrl+Shift+Digit7'),
  remark: of('call', 'Ctrl+Shift+Digit6'),
  endRemark: of('call', 'Ctrl+Enter', 'remark'),

  bigScreen: of('supervisor', 'Ctrl+Shift+Digit4'),
  leaveBigScreen: fixed('supervisor', 'Escape'),
} as const satisfies Readonly<Record<string, Action>>

export type ActionId = keyof typeof ACTIONS

export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[]

export function isActionId(text: string): text is ActionId {
  return Object.hasOwn(ACTIONS, text)
}
