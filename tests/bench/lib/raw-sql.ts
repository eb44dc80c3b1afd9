import { register } from 'node:module'

/** From here on `import text from './some.sql?raw'` works as in a build: the hub's own modules can be measured. */
export function importRawSql(): void {
  register('./raw-sql-hooks.mjs', import.meta.url)
}
