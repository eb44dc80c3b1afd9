import { safeStorage } from 'electron'

import type { OsKeyring } from './secret-box'

/** On Linux without a keyring Chromium would only obfuscate (`basic_text`): that counts as none. */
const NO_KEYRING = ['basic_text', 'unknown']

export const osKeyring: OsKeyring = {
  isAvailable() {
    if (!safeStorage.isEncryptionAvailable()) return false
    return process.platform !== 'linux' || !NO_KEYRING.includes(safeStorage.getSelectedStorageBackend())
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
}
