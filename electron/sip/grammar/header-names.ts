import { Core } from 'sip.js'

/** Far more than servers use; the names come from outside, so what is kept of them needs limits. */
const MAX_KNOWN = 256
const MAX_LENGTH = 64

const known = new Map<string, string>()

/** How the library files a header, whatever way its name is written: `call-id` and `call_id` under `Call-ID`. */
export function headerName(written: string): string {
  const before = known.get(written)
  if (before !== undefined) return before
  const name = nameByLibrary(written)
  if (known.size < MAX_KNOWN && written.length <= MAX_LENGTH) known.set(written, name)
  return name
}

/** Its own function for this is not exported, and takes longer than the reading of the whole header does. */
function nameByLibrary(written: string): string {
  const message = new Core.IncomingResponseMessage()
  message.setHeader(written, '')
  const [name] = Object.keys(message.headers)
  if (name === undefined) throw new Error('Expected the library to file a header under some name')
  return name
}
