/** `npm run policy`: writes the templates, examples and tables that stand in the tree from the one schema of settings. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { policyFiles } from './files'
import { withTables } from './tables'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = 'docs/it/policy.md'

for (const [path, text] of Object.entries(policyFiles())) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), text)
  console.log(path)
}
writeFileSync(join(ROOT, PAGE), withTables(readFileSync(join(ROOT, PAGE), 'utf8')))
console.log(PAGE)
