import type { FileProblem } from './words'

export interface FileDoor {
  readonly key: string
  readonly channelId: string | null
}

export type Uploaded = { readonly kind: 'kept' } | { readonly kind: 'cancelled' } | { readonly kind: FileProblem }

const PROBLEMS: Readonly<Record<number, FileProblem>> = { 413: 'tooLarge', 429: 'tooMany' }

/** Sends a file under an id made here; the same again is the same file. */
export function upload(
  { key, channelId }: FileDoor,
  file: File,
  fileId: string,
  onProgress: (share: number) => void,
): { readonly done: Promise<Uploaded>; readonly cancel: () => void } {
  const request = new XMLHttpRequest()
  const done = new Promise<Uploaded>((resolve) => {
    request.open('PUT', `/portal/api/files/${fileId}`)
    request.setRequestHeader('authorization', `Bearer ${key}`)
    if (channelId !== null) request.setRequestHeader('x-otklik-channel', channelId)
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type)
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total)
    })
    request.addEventListener('load', () => {
      if (request.status === 200) resolve({ kind: 'kept' })
      else resolve({ kind: PROBLEMS[request.status] ?? problemIn(request.responseText) })
    })
    request.addEventListener('error', () => {
      resolve({ kind: 'failed' })
    })
    request.addEventListener('abort', () => {
      resolve({ kind: 'cancelled' })
    })
    request.send(file)
  })
  return {
    done,
    cancel: () => {
      request.abort()
    },
  }
}

function problemIn(answer: string): FileProblem {
  const found = /"error":\s*"(empty|notWhatItSays)"/.exec(answer)?.[1]
  return found === 'empty' || found === 'notWhatItSays' ? found : 'failed'
}

/** The bytes as an address of this page; `null`: there is no such file any more. */
export async function fetchFile({ key, channelId }: FileDoor, fileId: string): Promise<string | null> {
  const headers: Record<string, string> = { authorization: `Bearer ${key}` }
  if (channelId !== null) headers['x-otklik-channel'] = channelId
  try {
    const reply = await fetch(`/portal/api/files/${fileId}`, { headers })
    return reply.ok ? URL.createObjectURL(await reply.blob()) : null
  } catch (error) {
    // No network now: the next look asks again.
    if (error instanceof TypeError) return null
    throw error
  }
}
