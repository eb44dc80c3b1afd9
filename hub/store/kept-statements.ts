import {
  messages as kinds,
  parse,
  protocol,
  type PGlite,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite'

import { NamedStatements } from './server/named-statements'

const { serialize } = protocol

/** Each stands with its plan in the memory of the hub. What is asked with every message is some dozens. */
const MOST_KEPT = 150

type Answer = Awaited<ReturnType<PGlite['execProtocol']>>['messages']

/** As PostgreSQL has described it. */
interface Kept {
  readonly parameterTypes: readonly number[]
  /** Stands before the rows in an answer; `null`: it answers none. */
  readonly rowDescription: Answer[number] | null
}

/** What asks within a transaction, or outside of any. */
type Asks = Pick<Transaction, 'query'>

/**
 * PGlite, which reads and plans each statement each time it is asked, with statements that stay: one that is asked often
 * gets a name, and is bound and run in one crossing instead of six. That is nine tenths of what a small one costs
 * (docs/adr/0080). It has what drizzle asks of a client.
 */
export class KeptStatements {
  private readonly names = new NamedStatements(MOST_KEPT)
  private readonly kept = new Map<string, Kept>()

  constructor(private readonly database: PGlite) {}

  query<Row>(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results<Row>> {
    const name = this.names.nameOf(text)
    if (name === undefined) return this.database.query<Row>(text, values, options)
    return this.database._runExclusiveTransaction(() => this.run<Row>(name, text, values, options))
  }

  transaction<T>(work: (client: Asks) => Promise<T>): Promise<T> {
    return this.database.transaction((tx) =>
      work({
        query: <Row>(text: string, values: unknown[] = [], options: QueryOptions = {}) => {
          // A transaction that is over says so itself.
          const name = tx.closed ? undefined : this.names.nameOf(text)
          return name === undefined ? tx.query<Row>(text, values, options) : this.run<Row>(name, text, values, options)
        },
      }),
    )
  }

  private run<Row>(name: string, text: string, values: unknown[], options: QueryOptions): Promise<Results<Row>> {
    return this.database.runExclusive(async () => {
      const { parameterTypes, rowDescription } = this.kept.get(name) ?? (await this.keep(name, text))
      const bound = values.map((value, index) => this.serialized(value, parameterTypes[index]))
      const answer = await this.send([serialize.bind({ statement: name, values: bound }), serialize.execute({})])
      const whole = rowDescription ? [rowDescription, ...answer] : answer
      const [result] = parse.parseResults(whole, this.parsersFor(options), rowModeOf(options))
      // Each execution ends with one.
      return result as Results<Row>
    })
  }

  private async keep(name: string, text: string): Promise<Kept> {
    const answer = await this.send([serialize.parse({ name, text }), serialize.describe({ type: 'S', name })])
    const kept: Kept = {
      parameterTypes: parse.parseDescribeStatementResults(answer),
      rowDescription: answer.find((message) => message.name === 'rowDescription') ?? null,
    }
    this.kept.set(name, kept)
    return kept
  }

  /** PostgreSQL passes over what follows an error up to the `sync`, and is ready again. */
  private async send(parts: readonly Uint8Array[]): Promise<Answer> {
    const { messages } = await this.database.execProtocol(joined([...parts, serialize.sync()]), {
      syncToFs: false,
      throwOnError: false,
    })
    const error = messages.find((message) => message instanceof kinds.DatabaseError)
    if (error) throw error
    return messages
  }

  private serialized(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : this.database.serializers[type]
    // As PGlite does it for a type that has none.
    return serializer ? serializer(value) : (value as { toString(): string }).toString()
  }

  /** Those of the database are hundreds, one for each kind of row, and copied with each answer they would cost more than it. */
  private parsersFor({ parsers }: QueryOptions): PGlite['parsers'] {
    const all = this.database.parsers
    return parsers ? (Object.assign(Object.create(all), parsers) as PGlite['parsers']) : all
  }
}

function rowModeOf({ rowMode }: QueryOptions): QueryOptions {
  return rowMode ? { rowMode } : {}
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
