/** One table, so that tooltips, handlers and (later) rebinding speak of the same keys. */
export const shortcuts = {
  search: 'Ctrl+KeyK',
  send: 'Enter',
  sendAlso: 'Ctrl+Enter',
  previousChat: 'Alt+ArrowUp',
  nextChat: 'Alt+ArrowDown',
  back: 'Escape',
  attach: 'Ctrl+KeyO',
  context: 'Ctrl+KeyI',
  deleteMessage: 'Delete',
  takeCase: 'Ctrl+Shift+KeyT',
  transferCase: 'Ctrl+Shift+KeyL',
  returnCase: 'Ctrl+Shift+KeyB',
  closeCase: 'Ctrl+Shift+KeyE',
  pinCase: 'Ctrl+Shift+KeyY',
  highPriority: 'Ctrl+Shift+KeyU',
  note: 'Ctrl+Shift+KeyK',
} as const
