import { allOver } from '#shared/lib/all-over'

import { readHours } from '../store/central-settings'
import { readFact } from '../store/facts'
import type { Write } from '../store/store'

/** What the company has set and nearly every word of a client asks for: there by the time that somebody does. */
export async function readCompany(tx: Write): Promise<void> {
  await allOver([readHours(tx), readFact(tx, 'teamId')])
}
