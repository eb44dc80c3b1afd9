import {
  parse,
  protocol,
  TransactionAbortedError,
  type PGlite,
  type QueryOptions,
  type Results,
} from '@electric-sql/pglite'

import { PlanAges } from './plan-ages'
import { NamedStatements } from './server/named-statements'
import { bindAndRun, fieldsOf, readAnswer, readMessages, type Reading } from './wire'

const { serialize } = protocol

/** Each stands with its plan in the memory of the hub. What is asked with every message is some dozens. */
const MOST_KEPT = 150
/** The statement that PostgreSQL knows until the next one is read. */
const UNNAMED = ''
const [BEGIN, COMMIT, ROLLBACK, DISCARD_PLANS] = [
  serialize.query('begin'),
  serialize.query('commit'),
  serialize.query('rollback'),
  serialize.query('discard plans'),
]
const NOTHING: Reading = { fields: [], parsers: [], isArray: true }

/** As PostgreSQL has described it. */
interface Described {
  readonly name: string
  readonly parameterTypes: readonly number[]
  readonly fields: Results['fields']
  /** By what the asker wishes: rows as lists, rows as objects. */
  readonly readings: Map<QueryOptions['rowMode'], Reading>
}

/** What asks within a transaction, or outside of any. */
export interface Asks {
  query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>>
}

/**
 * PGlite, which reads and plans each statement each time it is asked, with statements that stay: one that is asked often
 * gets a name, and is bound and run in one crossing instead of six; others take two. That is nine tenths of what a small
 * one costs (docs/adr/0080, 0087). It has what drizzle asks of a client.
 */
export class KeptStatements implements Asks {
  /** For whoever is in the transaction that is under way: there is never more than one. */
  readonly inTransaction: Asks = {
    query: (text, values, options) => {
      if (!this.isInTransaction) return Promise.reject(new Error('Transaction is closed'))
      return this.run(text, values, options)
    },
  }
  private readonly names = new NamedStatements(MOST_KEPT)
  private readonly kept = new Map<string, Described>()
  private readonly ages = new PlanAges()
  private isInTransaction = false
  /** Statements that wait for another to be described, or are: what comes after them waits as well. */
  private described = 0

  constructor(private readonly database: PGlite) {}

  query<Row>(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results<Row>> {
    return this.database._runExclusiveTransaction(async () => {
      await this.forgetOldPlans()
      return this.run<Row>(text, values, options)
    })
  }

  transaction<T>(work: (client: Asks) => Promise<T>): Promise<T> {
    return this.database._runExclusiveTransaction(async () => {
      await this.forgetOldPlans()
      await this.command(BEGIN)
      this.isInTransaction = true
      let value: T
      try {
        value = await work(this.inTransaction)
        this.isInTransaction = false
      } catch (error) {
        this.isInTransaction = false
        await this.command(ROLLBACK)
        throw error
      }
      // One of its statements failed, and whoever asked it went on.
      if ((await this.command(COMMIT)) === 'ROLLBACK') throw new TransactionAbortedError()
      return value
    })
  }

  private async run<Row>(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results<Row>> {
    this.ages.count()
    const name = this.names.nameOf(text)
    const known = name === undefined ? undefined : this.kept.get(name)
    if (known && this.described === 0) return this.bound<Row>(known, values, options)
    this.described += 1
    try {
      return await this.database.runExclusive(async () => {
        const statement = (name === undefined ? undefined : this.kept.get(name)) ?? (await this.describe(text, name))
        return this.bound<Row>(statement, values, options)
      })
    } finally {
      this.described -= 1
    }
  }

  private async bound<Row>(statement: Described, values: unknown[], options: QueryOptions): Promise<Results<Row>> {
    const told = values.map((value, index) => this.serialized(value, statement.parameterTypes[index]))
    const answer = await this.send(bindAndRun(statement.name, told))
    return readAnswer(answer, this.readingOf(statement, options)) as Results<Row>
  }

  private async describe(text: string, name = UNNAMED): Promise<Described> {
    const parts = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()]
    const said = readMessages(await this.send(Buffer.concat(parts)))
    const described: Described = {
      name,
      parameterTypes: parse.parseDescribeStatementResults([...said]),
      fields: fieldsOf(said),
      readings: new Map(),
    }
    if (name !== UNNAMED) this.kept.set(name, described)
    return described
  }

  /** One without values or rows; answers its tag. */
  private async command(message: Uint8Array): Promise<string> {
    const answer = await this.send(message)
    return readAnswer(answer, NOTHING).command ?? ''
  }

  private async forgetOldPlans(): Promise<void> {
    if (this.ages.areOld()) await this.command(DISCARD_PLANS)
  }

  /** PostgreSQL passes over what follows an error up to the `sync`, and is ready again. */
  private async send(message: Uint8Array): Promise<Buffer> {
    const parts: Buffer[] = []
    await this.database.execProtocolRawStream(message, {
      syncToFs: false,
      // A look into memory that the next statement overwrites.
      onRawData: (bytes) => parts.push(Buffer.from(bytes)),
    })
    const [first, ...others] = parts
    return first && others.length === 0 ? first : Buffer.concat(parts)
  }

  private serialized(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : this.database.serializers[type]
    // As PGlite does it for a type that has none.
    return serializer ? serializer(value) : (value as { toString(): string }).toString()
  }

  /** Whoever asks for the same kind of rows asks with the same parsers. */
  private readingOf({ fields, readings }: Described, { rowMode, parsers = {} }: QueryOptions): Reading {
    const known = readings.get(rowMode)
    if (known) return known
    const reading: Reading = {
      fields,
      parsers: fields.map(({ dataTypeID: type }) => {
        const parser = parsers[type] ?? this.database.parsers[type]
        return parser ? (text) => parser(text, type) as unknown : null
      }),
      isArray: rowMode === 'array',
    }
    readings.set(rowMode, reading)
    return reading
  }
}
