export const DIGITS_ONLY = /^[+№#]?[\d()+\-–.]*\d[\d()+\-–.]*$/

/** «8 (917) 204-18» is one phone fragment, not three words. */
export function joinDigits(chunks: readonly string[]): readonly string[] {
  const joined: string[] = []
  let isAfterDigits = false
  for (const chunk of chunks) {
    const isDigits: boolean = DIGITS_ONLY.test(chunk) || (isAfterDigits && /^[()\-–]+$/.test(chunk))
    const before = joined.at(-1)
    if (isDigits && isAfterDigits && before !== undefined) joined[joined.length - 1] = before + chunk
    else joined.push(chunk)
    isAfterDigits = isDigits || (chunk === '+' && joined.length > 0)
  }
  return joined
}
