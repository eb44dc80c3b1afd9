import { CACHE_KEY_BYTES, vaultsOf, type CacheKey, type Vaults } from '../cache-key'

/** The same bytes for the same number. */
export function testKey(number = 1): CacheKey {
  const bytes = new Uint8Array(CACHE_KEY_BYTES).map((_byte, at) => (at * 37 + number * 101) % 256)
  return { id: `key-${String(number)}`, bytes }
}

export function testVaults(number = 1): Vaults {
  return vaultsOf(testKey(number))
}
