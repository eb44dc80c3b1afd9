import { setNonce } from 'get-nonce'

/**
 * The nonce that main gave this page (electron/protocol): style elements without it are refused. Vite puts it into
 * every built page. The lock of the scroll bar under a dialog (react-remove-scroll) writes one of its own and asks
 * get-nonce. Empty in pages that are served without a policy (tests).
 */
export function takeStyleNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
  if (nonce !== '') setNonce(nonce)
  return nonce
}
