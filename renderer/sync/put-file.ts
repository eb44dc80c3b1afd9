export interface FileRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly blob: Blob
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** How much of the file has left, 0 to 1. */
  readonly onProgress: (share: number) => void
}

export interface FileReply {
  readonly status: number
  readonly text: string
}

/** `null` when no answer came, for whatever reason. */
export type PutFile = (request: FileRequest) => Promise<FileReply | null>

/** By `XMLHttpRequest`: `fetch` tells nothing of a body on its way. */
export const putFile: PutFile = ({ url, headers, blob, timeoutMs, signal, onProgress }) =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve(null)
      return
    }
    const request = new XMLHttpRequest()
    const abort = () => {
      request.abort()
    }
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.timeout = timeoutMs
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total)
    }
    // After `load`, `error`, `timeout` and `abort` alike; without an answer the status is 0.
    request.onloadend = () => {
      signal.removeEventListener('abort', abort)
      resolve(request.status === 0 ? null : { status: request.status, text: request.responseText })
    }
    signal.addEventListener('abort', abort)
    request.send(blob)
  })
