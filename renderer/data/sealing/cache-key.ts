import { SealedFiles, type FileVault } from './file-vault'
import { RowVault } from './row-vault'

/** What main keeps for a cache: half of it seals rows, half files. */
export const CACHE_KEY_BYTES = 64

export interface CacheKey {
  /** Which key it is; stands in the open in the cache that it has sealed. */
  readonly id: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface Vaults {
  readonly keyId: string
  readonly rows: RowVault
  readonly files: FileVault
}

export function vaultsOf({ id, bytes }: CacheKey): Vaults {
  if (bytes.length !== CACHE_KEY_BYTES)
    throw new Error(`The key of a cache has ${bytes.length} bytes; expected ${CACHE_KEY_BYTES}`)
  return {
    keyId: id,
    rows: new RowVault(bytes.slice(0, CACHE_KEY_BYTES / 2)),
    files: new SealedFiles(bytes.slice(CACHE_KEY_BYTES / 2)),
  }
}
