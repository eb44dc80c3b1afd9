import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'

import { migrate } from './migrate'
import type { Migration } from './migrations/list'
import { START_PARAMETERS } from './start-parameters'
import { packFolder } from './template'

/**
 * Makes the database that a first start unpacks, with all tables and nothing in them. Small on purpose: log segments of
 * 1 MB (16 as a rule) and no template databases, since this PostgreSQL never creates a second one.
 */
export async function buildTemplate(outputFile: string, migrations: readonly Migration[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-template-'))
  try {
    const dataDir = join(folder, 'database')
    const database = await PGlite.create({
      dataDir,
      startParams: START_PARAMETERS,
      initDbStartParams: ['--wal-segsize=1'],
    })
    await database.exec('update pg_database set datistemplate = false')
    await database.exec('drop database template0')
    await database.exec('drop database template1')
    await migrate(database, migrations, Date.now())
    await database.exec('vacuum')
    await database.close()
    // A second start and stop lets PostgreSQL drop the log that making the database took.
    const again = await PGlite.create({ dataDir, startParams: START_PARAMETERS })
    await again.exec('checkpoint')
    await again.close()
    mkdirSync(dirname(outputFile), { recursive: true })
    writeFileSync(outputFile, packFolder(dataDir))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
