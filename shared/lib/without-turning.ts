/** Marks that turn the order of letters round up to the end of their paragraph (Unicode, UAX 9). */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g

/** For names within what the program says: a file «gpj.exe» would be shown as «exe.jpg», and the rest of its line turned round. */
export function withoutTurning(text: string): string {
  return text.replace(TURNING, '')
}
