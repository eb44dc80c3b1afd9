import { fileUrl } from './file-url'

/** The bytes that the hub keeps; `null` where it is away or has them no more. */
export async function fetchFile(fileId: string): Promise<Blob | null> {
  try {
    const reply = await fetch(fileUrl(fileId))
    return reply.ok ? await reply.blob() : null
  } catch (error) {
    // The hub is away: fetch says so with a TypeError.
    if (error instanceof TypeError) return null
    throw error
  }
}
