import tls from 'node:tls'

/** Newer Node has a word for it. */
interface NewerTls {
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void
}

let also: readonly string[] = []

/** Authorities that this process trusts besides those that everybody trusts. */
export function alsoTrusted(): readonly string[] {
  return also
}

/** From now on, for every connection of this process over TLS that names no authorities of its own. */
export function trustAlso(authorities: readonly string[]): void {
  if (authorities.length === 0) return
  also = [...also, ...authorities]
  const { setDefaultCACertificates: setDefault } = tls as NewerTls
  if (setDefault) setDefault([...tls.rootCertificates, ...also])
  else trustByContext()
}

let isPatched = false

/** Node's own `connect` asks this function of the module for what it trusts, and `fetch` asks `connect`. */
function trustByContext(): void {
  if (isPatched) return
  isPatched = true
  const make = tls.createSecureContext
  tls.createSecureContext = (options = {}) =>
    make(options.ca === undefined ? { ...options, ca: [...tls.rootCertificates, ...also] } : options)
}
