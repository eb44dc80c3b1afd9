import type { HubConnection } from '#shared/contract/ipc/hub'

let current: HubConnection = { kind: 'starting' }

/** Told by services.ts at every change, so that files are fetched from the hub that runs now. */
export function setFileHub(connection: HubConnection): void {
  current = connection
}

const PASSED_ON = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified']

/** `app://otklik/files/<id>`: 503 while the hub is away, so that a page may try again. */
export async function fetchFromHub(fileId: string, range: string | null): Promise<Response> {
  if (current.kind !== 'ready') return new Response(null, { status: 503 })
  const headers: Record<string, string> = { authorization: `Bearer ${current.secret}` }
  if (range !== null) headers['range'] = range
  try {
    const answer = await fetch(`${current.url}/files/${fileId}`, { headers })
    return new Response(answer.ok ? answer.body : null, {
      status: answer.ok || answer.status === 404 ? answer.status : 503,
      headers: pick(answer.headers),
    })
  } catch (error) {
    if (error instanceof TypeError) return new Response(null, { status: 503 })
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
