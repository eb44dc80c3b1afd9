import { Client, Pool } from 'pg'

const CONNECTIONS = 10

/** The least that a hub does for a message on PostgreSQL: a durable row of which is told. */
export interface BareMessages {
  readonly connections: number
  write(id: number, text: string): Promise<void>
}

export async function openBareMessages(connectionString: string, heard: (text: string) => void): Promise<BareMessages> {
  const pool = new Pool({ connectionString, max: CONNECTIONS })
  await pool.query('create table bare_messages (id bigint primary key, text text not null)')
  const line = new Client({ connectionString })
  await line.connect()
  line.on('notification', ({ payload }) => {
    heard(payload ?? '')
  })
  await line.query('listen bare')
  return {
    connections: CONNECTIONS,
    async write(id, text) {
      await pool.query({
        name: 'write',
        text: `with added as (insert into bare_messages values ($1, $2) returning text)
          select pg_notify('bare', text) from added`,
        values: [id, text],
      })
    },
  }
}
