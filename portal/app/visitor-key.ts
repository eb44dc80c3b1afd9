import type { Memory } from './storage'

const KEY = /^[A-Za-z0-9_-]{43}$/
const KEY_BYTES = 32
const FRAME = /^\/portal\/frame\/([0-9a-f-]{36})$/i
const LINK = 'otklik.link'

/** Who speaks on this page, and where. `channelId`: inside the icon; `null`: by a link. */
export interface Place {
  readonly channelId: string | null
  readonly key: string | null
}

export interface PageAddress {
  readonly pathname: string
  readonly hash: string
}

/** The icon's page makes its key itself and keeps it; a link's comes behind the hash of the address, once. */
export function placeOf(
  { pathname, hash }: PageAddress,
  memory: Memory,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): Place {
  const channelId = FRAME.exec(pathname)?.[1]?.toLowerCase() ?? null
  if (channelId === null) {
    const given = hash.slice(1)
    if (KEY.test(given)) memory.set(LINK, given)
    else if (given !== '') return { channelId, key: null }
    return { channelId, key: KEY.test(given) ? given : memory.get(LINK) }
  }
  const name = `otklik.key.${channelId}`
  const known = memory.get(name)
  if (known !== null && KEY.test(known)) return { channelId, key: known }
  const key = newKey(random)
  memory.set(name, key)
  return { channelId, key }
}

function newKey(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(KEY_BYTES)
  random(bytes)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
