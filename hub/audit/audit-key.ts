import { hkdfSync } from 'node:crypto'

const BYTES = 32

/** Of the hub's own key, and of no use for anything that is sealed with it. */
export function auditKey(tokenKeyBase64: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(tokenKeyBase64, 'base64'), '', 'otklik audit', BYTES))
}
