'use strict'
// A keyring for machines that have none (`electron -r`): seals for one user of one computer, whose word it is told.
const { createCipheriv, createDecipheriv, createHash, randomBytes } = require('node:crypto')
const { safeStorage } = require('electron')

const key = createHash('sha256').update(process.env.PLAYED_KEYRING).digest()
const isThere = () => process.env.PLAYED_KEYRING !== 'locked'

safeStorage.isEncryptionAvailable = isThere
safeStorage.getSelectedStorageBackend = () => (isThere() ? 'gnome_libsecret' : 'basic_text')
safeStorage.encryptString = (text) => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}
safeStorage.decryptString = (sealed) => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}
