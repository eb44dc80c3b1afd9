/** How files of a cache lie on the disk. */
export interface FileVault {
  /** Before a transaction, which would not wait for it. */
  seal(file: Blob): Promise<Blob>
  open(kept: Blob): Promise<Blob>
}

/** A cache that is not encrypted keeps them as they are. */
export const openFiles: FileVault = {
  seal: (file) => Promise.resolve(file),
  open: (kept) => Promise.resolve(kept),
}

const IV_BYTES = 12
const TYPE_LENGTH_BYTES = 2

/**
 * AES-256-GCM by WebCrypto: files are large, and nothing waits for them within a transaction. Its kind (`image/png`) is
 * sealed with it. A draft is saved at every pause of typing: its files are sealed once.
 */
export class SealedFiles implements FileVault {
  private readonly key: Promise<CryptoKey>
  private readonly sealed = new WeakMap<Blob, Promise<Blob>>()

  constructor(key: Uint8Array<ArrayBuffer>) {
    this.key = crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }

  seal(file: Blob): Promise<Blob> {
    const known = this.sealed.get(file)
    if (known) return known
    const sealing = this.encrypt(file)
    this.sealed.set(file, sealing)
    // A file that could not be read now may be later.
    sealing.catch(() => this.sealed.delete(file))
    return sealing
  }

  async open(kept: Blob): Promise<Blob> {
    const bytes = new Uint8Array(await kept.arrayBuffer())
    const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES) }
    const text = new Uint8Array(await crypto.subtle.decrypt(algorithm, await this.key, bytes.subarray(IV_BYTES)))
    const typeEnd = TYPE_LENGTH_BYTES + new DataView(text.buffer).getUint16(0)
    const type = new TextDecoder().decode(text.subarray(TYPE_LENGTH_BYTES, typeEnd))
    const file = new Blob([text.subarray(typeEnd)], { type })
    this.sealed.set(file, Promise.resolve(kept))
    return file
  }

  private async encrypt(file: Blob): Promise<Blob> {
    const type = new TextEncoder().encode(file.type)
    const content = new Uint8Array(await file.arrayBuffer())
    const text = new Uint8Array(TYPE_LENGTH_BYTES + type.length + content.length)
    new DataView(text.buffer).setUint16(0, type.length)
    text.set(type, TYPE_LENGTH_BYTES)
    text.set(content, TYPE_LENGTH_BYTES + type.length)
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    return new Blob([iv, await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await this.key, text)])
  }
}
