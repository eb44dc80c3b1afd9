const APP_ORIGIN = 'app://otklik'
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/** Only this machine's own names: a page on the web that resolves its name to 127.0.0.1 is refused. */
export function isLoopbackHost(host: string | null | undefined): boolean {
  return host != null && LOOPBACK_HOST.test(host)
}

/** Browsers name the page that asks; only our own page may. Programs send no origin. */
export function isAllowedOrigin(origin: string | null | undefined): boolean {
  return origin == null || origin === APP_ORIGIN
}

export function bearerOf(header: string | null | undefined): string | null {
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null
}
