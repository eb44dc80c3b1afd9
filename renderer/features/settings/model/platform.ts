export type Platform = 'windows' | 'mac' | 'linux'

/** Only to choose the right words: where a system keeps its sound settings. */
export function platformOf(userAgent: string): Platform {
  if (/Windows/i.test(userAgent)) return 'windows'
  if (/Mac OS X|Macintosh/i.test(userAgent)) return 'mac'
  return 'linux'
}
