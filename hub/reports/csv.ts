/** Excel takes a file without it for another encoding. */
export const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | number | null

/**
 * One record as RFC 4180 writes it. A text that a spreadsheet would take for a formula is given an apostrophe in front:
 * clients choose their names themselves.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
