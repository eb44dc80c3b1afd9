import type { QueryConfig, QueryResult } from 'pg'

/** From its third time on a statement is one that is asked often. */
const OFTEN = 3
/** PostgreSQL keeps each of them, with its plan, for each connection. */
const MOST_NAMED = 250
const MOST_COUNTED = 2_000

export interface Asks {
  query(config: QueryConfig, values?: unknown[]): Promise<QueryResult>
}

/**
 * Statements that are asked often get a name, so that PostgreSQL reads and plans them once for each connection and not
 * each time: that is most of what a small statement costs (docs/adr/0046).
 */
export class NamedStatements {
  private readonly names = new Map<string, string>()
  private readonly counts = new Map<string, number>()

  constructor(private readonly mostNamed = MOST_NAMED) {}

  nameOf(text: string): string | undefined {
    const known = this.names.get(text)
    if (known !== undefined || this.names.size >= this.mostNamed) return known
    const count = (this.counts.get(text) ?? 0) + 1
    if (count < OFTEN) {
      // Lists of different lengths are texts of their own: those that come once are forgotten.
      if (this.counts.size >= MOST_COUNTED) this.counts.clear()
      this.counts.set(text, count)
      return undefined
    }
    this.counts.delete(text)
    const name = `otklik_${String(this.names.size + 1)}`
    this.names.set(text, name)
    return name
  }

  /** The same connection, or pool of them, with names. */
  over(client: Asks): Asks {
    return {
      query: (config, values) => {
        const name = this.nameOf(config.text)
        return client.query(name === undefined ? config : { ...config, name }, values)
      },
    }
  }
}
