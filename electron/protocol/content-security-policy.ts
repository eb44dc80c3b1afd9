/**
 * Everything that a page of ours may load. Scripts and style sheets come only from the built files; besides, the style
 * elements into which Mantine writes its theme's variables, which carry `styleNonce` (renderer/ui/style-nonce).
 * The hub of this computer listens on a loopback port that differs from run to run; of a team's hub, `hubOrigin`, that
 * one origin may be spoken to and nothing else.
 */
export function contentSecurityPolicy(hubOrigin: string | null, styleNonce: string): string {
  const hub =
    hubOrigin === null ? 'ws://127.0.0.1:* http://127.0.0.1:*' : `${hubOrigin.replace(/^http/, 'ws')} ${hubOrigin}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${hub}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}
