const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** May this address be handed to the system's browser or mail program? Plain `http:` only on this computer. */
export function isOpenable(address: string): boolean {
  if (!isAddress(address)) return false
  const { protocol, hostname, username } = new URL(address)
  if (protocol === 'mailto:') return true
  if (username !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

function isAddress(text: string): boolean {
  try {
    return Boolean(new URL(text))
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
