import type { ChannelKind } from './channel'

/** `site`: the company's own, with no platform between. */
export type ChannelPlatform = 'avito' | 'hh' | 'site'

/** Whose accounts they are of: the number of an account says nothing on another platform. */
export const CHANNEL_PLATFORMS: Readonly<Record<ChannelKind, ChannelPlatform>> = {
  avito: 'avito',
  avitoJobs: 'avito',
  hh: 'hh',
  site: 'site',
}

/** `modes`: see `connectChannelRequest`. `hasContact`: the platform wants to know whom to write to about the application. */
export interface PlatformAccess {
  readonly apiUrl: string
  /** Where people consent. */
  readonly consentUrl: string
  readonly modes: readonly ('own' | 'partner')[]
  readonly hasContact: boolean
}

/** Facts/avito-messenger.md §2 and facts/hh.md §1 and §2. The site chat needs nobody's access. */
export const PLATFORM_ACCESS: Readonly<Record<Exclude<ChannelPlatform, 'site'>, PlatformAccess>> = {
  avito: {
    apiUrl: 'https://api.avito.ru',
    consentUrl: 'https://avito.ru/oauth',
    modes: ['own', 'partner'],
    hasContact: false,
  },
  hh: {
    apiUrl: 'https://api.hh.ru',
    consentUrl: 'https://hh.ru/oauth/authorize',
    modes: ['partner'],
    hasContact: true,
  },
}

/** Those that are connected with keys of a platform. */
export type PlatformKind = Exclude<ChannelKind, 'site'>

export function accessTo(kind: PlatformKind): PlatformAccess {
  const platform = CHANNEL_PLATFORMS[kind]
  if (platform === 'site') throw new Error('A channel of a platform that has none.')
  return PLATFORM_ACCESS[platform]
}
