import type { Language } from '#shared/contract/ipc/app'

export interface SystemLanguage {
  /** What Chromium made of it all. */
  readonly locale: string
  /** `--lang` of the command line, empty without one. */
  readonly asked: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The language of a new profile: Russian where the system speaks it, or a neighbour's language with Russian widely
 * read, or none at all; English otherwise. A Linux in the locale C or POSIX speaks none: Chromium calls that en-US,
 * but nobody asked for English, and Otklik is Russian first.
 */
export function systemLanguage({ locale, asked, platform, env }: SystemLanguage): Language {
  if (asked === '' && platform === 'linux' && namesNoLanguage(env)) return 'ru'
  return /^(ru|be|kk|ky|uk)\b/i.test(locale) ? 'ru' : 'en'
}

/** The order of glib, which Chromium asks: the first that is set decides. */
function namesNoLanguage(env: SystemLanguage['env']): boolean {
  const first = [env['LANGUAGE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean)
  return first === undefined || /^(C|POSIX)(\.|$)/i.test(first)
}
