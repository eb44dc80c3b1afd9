import { join } from 'node:path'

/** A keyring for the desk that is told whose it is by `PLAYED_KEYRING`; `locked`: it does not answer. */
export const KEYRING_ARGS: readonly string[] = ['-r', join(import.meta.dirname, '../lib/play-keyring.cjs')]
