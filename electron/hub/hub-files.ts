import type { HubConnection } from '#shared/contract/ipc/hub'
import type { HubFile } from '../protocol/serve-app'
import { hubFetch } from './team/hub-fetch'

let current: HubConnection = { kind: 'starting' }

/** Told by start-hub.ts at every change, so that files are fetched from the hub that runs now. */
export function setFileHub(connection: HubConnection): void {
  current = connection
}

const PASSED_ON = ['content-type', 'content-range', 'accept-ranges', 'etag', 'last-modified']
const NO_BYTES = Buffer.alloc(0)
const AWAY: HubFile = { status: 503, headers: {}, bytes: NO_BYTES }

/** `app://otklik/files/<id>`: 503 while the hub is away, so that a page may try again. */
export async function fetchFromHub(fileId: string, range: string | null): Promise<HubFile> {
  if (current.kind !== 'ready') return AWAY
  const headers: Record<string, string> = { authorization: `Bearer ${current.secret}` }
  if (range !== null) headers['range'] = range
  try {
    const answer = await hubFetch(`${current.url}/files/${fileId}`, { headers })
    if (answer.ok)
      return { status: answer.status, headers: pick(answer.headers), bytes: Buffer.from(await answer.arrayBuffer()) }
    return answer.status === 404 ? { status: 404, headers: {}, bytes: NO_BYTES } : AWAY
  } catch (error) {
    // What fetch rejects with when the hub dies before or during its answer, or cannot be reached.
    if (error instanceof Error) return AWAY
    throw error
  }
}

function pick(from: Headers): Record<string, string> {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    // A file's bytes never change under one id.
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  for (const name of PASSED_ON) {
    const value = from.get(name)
    if (value !== null) headers[name] = value
  }
  return headers
}
