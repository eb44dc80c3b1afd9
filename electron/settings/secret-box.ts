import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Encrypts what must not lie open on the disk. What one computer sealed, only the same user there can open. */
export interface SecretBox {
  readonly storage: 'os' | 'file'
  seal(text: string): string
  /** `null` when it cannot be opened any more (other user, keyring reset). */
  open(sealed: string): string | null
}

/** The part of Electron's safeStorage that is used. */
export interface OsKeyring {
  isAvailable(): boolean
  encrypt(text: string): Buffer
  decrypt(sealed: Buffer): string
}

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Each secret names how it was sealed, so that a keyring that comes or goes later makes none unreadable. */
export function createSecretBox(folder: string, keyring: OsKeyring): SecretBox {
  // Asking the keyring may wait for another program: only when a secret is needed.
  let known: SecretBox['storage'] | null = null
  const storage = (): SecretBox['storage'] => (known ??= keyring.isAvailable() ? 'os' : 'file')
  let fileKey: Buffer | null = null
  const key = (): Buffer => (fileKey ??= readOrMakeKey(folder))
  return {
    get storage() {
      return storage()
    },
    seal: (text) =>
      storage() === 'os' ? `os:${keyring.encrypt(text).toString('base64')}` : `file:${sealWith(key(), text)}`,
    open(sealed) {
      const [kind, data = ''] = sealed.split(':', 2)
      try {
        if (kind === 'os') return keyring.isAvailable() ? keyring.decrypt(Buffer.from(data, 'base64')) : null
        return kind === 'file' ? openWith(key(), data) : null
      } catch (error) {
        // Both ciphers throw on a foreign key; that is an answer here, not a defect.
        if (error instanceof Error) return null
        throw error
      }
    },
  }
}

function sealWith(key: Buffer, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

function openWith(key: Buffer, data: string): string {
  const all = Buffer.from(data, 'base64')
  const decipher = createDecipheriv(CIPHER, key, all.subarray(0, IV_BYTES))
  decipher.setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}

/**
 * Readable by this user only (mode 0600). A file that holds no key is kept under another name: what it sealed cannot
 * be opened, and new passwords must not wait for it.
 */
function readOrMakeKey(folder: string): Buffer {
  const path = join(folder, 'secret.key')
  if (existsSync(path)) {
    const key = readFileSync(path)
    if (key.length === KEY_BYTES) return key
    renameSync(path, join(folder, `secret.broken-${Math.round(statSync(path).mtimeMs)}.key`))
  }
  const key = randomBytes(KEY_BYTES)
  writeFileSync(path, key, { mode: 0o600, flag: 'wx' })
  return key
}
