/** Path of an Electron executable that runs here. */
export function ensureElectron(): string
