/** `npm run self-test-page`: writes the causes of the self-test into the page for IT. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { withCauses } from './cause-tables'

const PAGE = join(import.meta.dirname, '../../docs/it/self-test.md')

writeFileSync(PAGE, withCauses(readFileSync(PAGE, 'utf8')))
