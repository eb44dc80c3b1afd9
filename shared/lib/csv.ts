/** Excel takes a file without it for another encoding. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** What Excel of that language takes for the end of a cell: where numbers have decimal commas, it is no comma. */
export const SEPARATORS = { ru: ';', en: ',' } as const

/**
 * One record as RFC 4180 writes it, with a separator of its own. A text that a spreadsheet would take for a formula is
 * given an apostrophe in front: clients choose their names themselves.
 */
export function csvLine(cells: readonly (string | number | null)[], separator: ',' | ';' = ','): string {
  return `${cells.map(field).join(separator)}\r\n`
}

function field(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
