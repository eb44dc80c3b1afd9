import { REFUSALS } from './judge-release'

/** Why a look for updates, or an update itself, came to nothing. Each has its sentence on the screen. */
export const UPDATE_TROUBLES = [
  // The source.
  'unreachable',
  'certificate',
  'proxyLogin',
  'notFound',
  'refused',
  // The release file.
  'tooLarge',
  'notARelease',
  'wrongSignature',
  'notUnderstood',
  ...REFUSALS,
  // The program's file.
  'wrongHash',
  'wrongSize',
  'wrongContent',
  'diskFull',
  'notWritable',
  'notPrepared',
] as const
export type UpdateTrouble = (typeof UPDATE_TROUBLES)[number]
