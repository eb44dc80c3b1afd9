/** Windows keeps these for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 150

/**
 * A name that can be saved under on every system and says what it is: no folders, nothing invisible, nothing that turns
 * the order of letters round («gpj.exe» shown as «exe.jpg»).
 */
export function safeFileName(name: string): string {
  const bare = name
    // Control, format (direction marks among them), private and surrogate characters, line separators.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .normalize('NFC')
    .replaceAll(/[<>:"/\\|?*]/g, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '')
  // The cut may fall behind a space.
  const short = shorten(bare).replace(/[.\s]+$/, '')
  if (short === '') return 'file'
  return RESERVED.test(short) ? `_${short}` : short
}

/** The ending stays: it tells the system what the file is. */
function shorten(name: string): string {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return letters.slice(0, LONGEST - ending.length).join('') + ending
}
