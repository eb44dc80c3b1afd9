const LINE = 64

/** A certificate as Windows exports it (DER) becomes PEM; anything else is read as text, for main to judge. */
export function pemOf(bytes: Uint8Array): string {
  // ASN.1: a sequence whose length takes two bytes, which every certificate is.
  const isDer = bytes[0] === 0x30 && bytes[1] === 0x82
  if (!isDer) return new TextDecoder().decode(bytes)
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const lines = base64.match(new RegExp(`.{1,${String(LINE)}}`, 'g')) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
