import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { companyCertificates } from '../lib/company-certificates'

export const COMPANY_HOST = 'hub.test'
export const LEADS_TO_COMPANY = [`--host-resolver-rules=MAP ${COMPANY_HOST} 127.0.0.1`] as const

/** The home of a person whose company has an authority of its own, with a certificate of theirs. */
export async function companyHome(profile: string): Promise<string> {
  const home = join(profile, 'home')
  mkdirSync(home)
  await (await companyCertificates(profile, [COMPANY_HOST])).trust(home, { client: true })
  return home
}

/** What was made there for its server. */
export function companyFiles(profile: string) {
  const at = (name: string) => join(profile, name)
  return { caFile: at('ca.pem'), serverCert: at('server.pem'), serverKey: at('server.key') }
}
