import { randomBytes } from 'node:crypto'

/** Stands in the built pages (`html.cspNonce` of electron.vite.config.ts) where each answer gets a nonce of its own. */
export const STYLE_NONCE_PLACE = 'OTKLIK_STYLE_NONCE'

const NONCE_BYTES = 18

export function newStyleNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64')
}

/** The page as it is served. */
export function withStyleNonce(page: Buffer, nonce: string): Buffer {
  return Buffer.from(page.toString('utf8').replaceAll(STYLE_NONCE_PLACE, nonce))
}
