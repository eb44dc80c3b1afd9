import type { ChannelKind } from './channel'

export type ChannelPlatform = 'avito' | 'hh'

/** Whose accounts they are of: the number of an account says nothing on another platform. */
export const CHANNEL_PLATFORMS: Readonly<Record<ChannelKind, ChannelPlatform>> = {
  avito: 'avito',
  avitoJobs: 'avito',
  hh: 'hh',
}

/** `modes`: see `connectChannelRequest`. `hasContact`: the platform wants to know whom to write to about the application. */
export interface PlatformAccess {
  readonly apiUrl: string
  /** Where people consent. */
  readonly consentUrl: string
  readonly modes: readonly ('own' | 'partner')[]
  readonly hasContact: boolean
}

/** Facts/avito-messenger.md §2 and facts/hh.md §1 and §2. */
export const PLATFORM_ACCESS: Readonly<Record<ChannelPlatform, PlatformAccess>> = {
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

export function accessTo(kind: ChannelKind): PlatformAccess {
  return PLATFORM_ACCESS[CHANNEL_PLATFORMS[kind]]
}
