/** An index of a migration that is built while others write. */
export interface IndexBuild {
  readonly name: string
  readonly statement: string
}

const CONCURRENT = /^create (?:unique )?index concurrently if not exists (?<name>\w+) on /
const COMMENT = /^\s*--.*$/gm

/**
 * The indexes of a migration that consists of nothing else; `null`: an ordinary one. `create index` keeps everybody from
 * writing into its table until it is done, for minutes where the table is large; concurrently nobody waits, but neither
 * can it be a part of a transaction. A large table gets its index so, in a migration of its own.
 */
export function indexBuildsOf(sql: string): readonly IndexBuild[] | null {
  const statements = sql
    .replaceAll(COMMENT, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  if (!statements.some((statement) => /\bconcurrently\b/i.test(statement))) return null
  return statements.map((statement) => {
    const name = CONCURRENT.exec(statement)?.groups?.['name']
    if (name === undefined)
      throw new Error(`Expected “create index concurrently if not exists …” and nothing else, not: ${statement}`)
    return { name, statement }
  })
}

/** For a transaction, which nobody else's writing meets. */
export function inTransaction(builds: readonly IndexBuild[]): string {
  return builds.map(({ statement }) => `${statement.replace(' concurrently', '')};`).join('\n')
}
