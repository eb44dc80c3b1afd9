import { messages as kinds, protocol, type Results } from '@electric-sql/pglite'

/** What of PostgreSQL's protocol the message's way needs, without an object for each message (docs/adr/0087). */

type Parse = (text: string) => unknown

/** How the rows of one statement are read, for one asker. */
export interface Reading {
  readonly fields: Results['fields']
  /** One for each field; `null`: the text itself. */
  readonly parsers: readonly (Parse | null)[]
  readonly isArray: boolean
}

const HEADER = 5
const ROW = 0x44
const COMPLETE = 0x43
const FAILED = 0x45
const NULL_LENGTH = -1
const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'COPY', 'MERGE'])

/** Binds a statement that PostgreSQL knows by this name, runs it, and lets it end what it began by itself. */
export function bindAndRun(name: string, values: readonly (string | null)[]): Uint8Array {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : Buffer.byteLength(value)))
  const ofValues = lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), 0)
  // Two names that end with a zero, no formats, so many values, no formats of the answer.
  const bindLength = 4 + 1 + (Buffer.byteLength(name) + 1) + 2 + 2 + ofValues + 2
  const whole = Buffer.alloc(1 + bindLength + RUN_AND_SYNC.length)
  let at = whole.write('B')
  at = whole.writeInt32BE(bindLength, at) + 1
  at += whole.write(name, at) + 1
  at = whole.writeInt16BE(0, at)
  at = whole.writeInt16BE(values.length, at)
  values.forEach((value, index) => {
    at = whole.writeInt32BE(lengths[index] ?? NULL_LENGTH, at)
    if (value !== null) at += whole.write(value, at)
  })
  at = whole.writeInt16BE(0, at)
  RUN_AND_SYNC.copy(whole, at)
  return whole
}

const RUN_AND_SYNC = Buffer.concat([protocol.serialize.execute({}), protocol.serialize.sync()])

/** Rows and tag of what `bindAndRun` was answered, as PGlite tells them; an error is thrown. */
export function readAnswer(answer: Buffer, reading: Reading): Results {
  const rows: unknown[] = []
  let tag: string | null = null
  for (let at = 0; at < answer.length;) {
    const kind = answer[at]
    const end = at + 1 + answer.readInt32BE(at + 1)
    if (kind === ROW) rows.push(readRow(answer, at + HEADER, reading))
    else if (kind === COMPLETE) tag = answer.toString('latin1', at + HEADER, end - 1)
    else if (kind === FAILED) throw errorIn(answer)
    at = end
  }
  if (tag === null) throw new Error('PostgreSQL has not said that a statement is done.')
  const words = tag.split(' ')
  const rowCount = Number.parseInt(words.at(-1) ?? '', 10)
  const [command = ''] = words
  return {
    rows: rows as Results['rows'],
    fields: reading.fields,
    command,
    affectedRows: CHANGING.has(command) ? rowCount : 0,
    ...(Number.isNaN(rowCount) ? {} : { rowCount }),
  }
}

function readRow(answer: Buffer, from: number, { fields, parsers, isArray }: Reading): unknown {
  const values: unknown[] = []
  let at = from + 2
  for (const parse of parsers) {
    const length = answer.readInt32BE(at)
    at += 4
    if (length === NULL_LENGTH) {
      values.push(null)
      continue
    }
    const text = answer.toString('utf8', at, at + length)
    values.push(parse ? parse(text) : text)
    at += length
  }
  return isArray ? values : Object.fromEntries(fields.map(({ name }, index) => [name, values[index]]))
}

type Said = Parameters<Parameters<protocol.Parser['parse']>[1]>[0]

/** What is asked rarely is read as the library does it; an error among it is thrown. */
export function readMessages(answer: Buffer): readonly Said[] {
  const said: Said[] = []
  new protocol.Parser().parse(Uint8Array.from(answer), (message) => said.push(message))
  const failed = said.find((message) => message instanceof kinds.DatabaseError)
  if (failed) throw failed
  return said
}

/** Of the rows that a described statement answers. */
export function fieldsOf(said: readonly Said[]): Results['fields'] {
  const described = said.find((message) => message instanceof kinds.RowDescriptionMessage)
  return described ? described.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })) : []
}

function errorIn(answer: Buffer): unknown {
  try {
    readMessages(answer)
  } catch (error) {
    return error
  }
  return new Error('PostgreSQL has said that something failed, and not what.')
}
