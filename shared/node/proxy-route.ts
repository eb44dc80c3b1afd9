/** Who is spoken to first on the way to an address. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number }
  /** A kind that only the windows speak. */
  | { readonly kind: 'other'; readonly name: string }

/** As Chromium says it, `PROXY proxy.company.ru:3128;DIRECT`: the first is the one that is tried first. */
export function routeOf(said: string): Route {
  const [kind = '', address = ''] = (said.split(';')[0] ?? '').trim().split(/\s+/)
  if (kind === '' || kind.toUpperCase() === 'DIRECT') return { kind: 'direct' }
  const parts = /^(.+):(\d{1,5})$/.exec(address)
  if (kind.toUpperCase() !== 'PROXY' || !parts) return { kind: 'other', name: kind.toUpperCase() }
  return { kind: 'proxy', host: (parts[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port: Number(parts[2]) }
}
