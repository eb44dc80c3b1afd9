/** Without what people add or leave out: case, dots, spaces, «ё», and the box around an emoji's digit. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\uFE0F\u20E3]/g, '')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, ' ')
    .trim()
}
