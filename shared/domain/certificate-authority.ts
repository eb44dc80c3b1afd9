/** Who vouches for a company's own servers, as a file says it. */
export interface CertificateAuthority {
  readonly subject: string
  readonly validUntilMs: number
}

/** Why a file is not taken; the catalogue says for each what was expected. */
export type AuthorityProblem = 'notCertificate' | 'privateKey' | 'notAuthority' | 'expired' | 'notYetValid' | 'tooLarge'

/** Several authorities fit into it; a whole store of a system does not. */
export const MAX_AUTHORITY_CHARACTERS = 65_536
