import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'

const SALT_BYTES = 16
const HEADER_BYTES = SALT_BYTES + 4 + 1
const TAG_BYTES = 16
const LAST_RECORD = 2

export interface BrowserKeys {
  readonly publicKey: Buffer
  readonly privateKey: Buffer
  readonly auth: Buffer
}

/** What a browser does with a body of `aes128gcm` (RFC 8188, RFC 8291 3.3 and 3.4). Throws where it is none for these keys. */
export function decrypt(body: Buffer, { publicKey, privateKey, auth }: BrowserKeys): string {
  const salt = body.subarray(0, SALT_BYTES)
  const recordBytes = body.readUInt32BE(SALT_BYTES)
  const senderKey = body.subarray(HEADER_BYTES, HEADER_BYTES + body.readUInt8(HEADER_BYTES - 1))
  const record = body.subarray(HEADER_BYTES + senderKey.length)
  // A push is one record.
  if (record.length > recordBytes || record.length <= TAG_BYTES) throw new Error('One record was expected.')

  const own = createECDH('prime256v1')
  own.setPrivateKey(privateKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey])
  const secret = derive(auth, own.computeSecret(senderKey), info, 32)
  const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-TAG_BYTES))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()])
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== LAST_RECORD) throw new Error('The mark of the last record was expected.')
  return padded.subarray(0, end).toString('utf8')
}

function derive(salt: Buffer, secret: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}
