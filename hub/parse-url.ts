/** `null`: it is no address. The Node of the oldest Electron has no `URL.canParse` (docs/adr/0004). */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
