import type { Certificate } from 'electron'

/** What is asked of a certificate before a server sees it: the rule of the company, else the person's word. */
export interface CertificateChoice {
  /** The company's: only what this authority has issued; `undefined`: no rule. */
  readonly issuer: string | undefined
  /** Fingerprint that the person chose for this server before. */
  readonly chosen: string | null
  readonly nowMs: number
}

export type Chosen =
  | { readonly kind: 'given'; readonly certificate: Certificate }
  | { readonly kind: 'ask'; readonly among: readonly Certificate[] }
  | { readonly kind: 'none' }

/** Of those that the system offers for a server. A certificate names its holder: none is shown without a word for it. */
export function chooseCertificate(
  offered: readonly Certificate[],
  { issuer, chosen, nowMs }: CertificateChoice,
): Chosen {
  const valid = offered.filter(
    ({ validStart, validExpiry }) => validStart * 1000 <= nowMs && nowMs < validExpiry * 1000,
  )
  if (issuer !== undefined) {
    const [latest] = valid
      .filter((each) => each.issuerName === issuer)
      .sort((one, other) => other.validExpiry - one.validExpiry)
    return latest ? { kind: 'given', certificate: latest } : { kind: 'none' }
  }
  const before = valid.find(({ fingerprint }) => fingerprint === chosen)
  if (before) return { kind: 'given', certificate: before }
  return valid.length === 0 ? { kind: 'none' } : { kind: 'ask', among: valid }
}
