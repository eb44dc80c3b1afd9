/** PostgreSQL takes less than 8000 bytes a notice. */
const PART_LENGTH = 7_000
const PART = /^(\w+)\.(\d+)\.(\d+)\.(.*)$/s

/** A text as notices of one transaction: PostgreSQL hands those on together and in their order. */
export function toParts(id: string, text: string): readonly string[] {
  const count = Math.max(1, Math.ceil(text.length / PART_LENGTH))
  return Array.from({ length: count }, (_, index) => {
    const part = text.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH)
    return `${id}.${String(index)}.${String(count)}.${part}`
  })
}

/** Puts notices together again. One whose beginning was lost with a connection is dropped. */
export class PartsReader {
  private id = ''
  private readonly parts: string[] = []

  /** `null`: there is more to come, or nothing to be made of it. */
  read(notice: string): string | null {
    const [, id = '', index, count, text = ''] = PART.exec(notice) ?? []
    if (index === '0') {
      this.id = id
      this.parts.length = 0
    }
    if (id === '' || id !== this.id || Number(index) !== this.parts.length) return null
    this.parts.push(text)
    if (this.parts.length < Number(count)) return null
    this.id = ''
    return this.parts.join('')
  }
}
