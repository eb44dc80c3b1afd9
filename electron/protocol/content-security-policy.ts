/**
 * Everything that a page of ours may load. Scripts and style sheets come only from the built files; Mantine sets
 * style attributes and injects its theme's variables as a style element, hence 'unsafe-inline' for styles alone.
 * The hub listens on a loopback port that differs from run to run.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self' ws://127.0.0.1:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')
