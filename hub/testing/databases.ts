import type { DatabasePlace } from '../store/open-database'
import type { ServerPlace } from '../store/server/server-database'
import { startPostgres, type TestPostgres } from '../store/testing/postgres'
import { makeTestFolder, testTemplate, type TestFolder } from './test-folder'

export type DatabaseKind = 'embedded' | 'server'
export const DATABASE_KINDS: readonly DatabaseKind[] = ['embedded', 'server']

/** `OTKLIK_TEST_DATABASE=server` runs the hub's tests on a PostgreSQL server in place of the embedded database. */
export const USUAL_KIND: DatabaseKind = process.env['OTKLIK_TEST_DATABASE'] === 'server' ? 'server' : 'embedded'

let shared: Promise<TestPostgres> | null = null

/** One server for all hubs of a test file; it goes with the file's process. */
export function sharedPostgres(): Promise<TestPostgres> {
  shared ??= startPostgres()
  return shared
}

const folders = new Map<string, TestFolder>()
const made: TestFolder[] = []

function removeFolders(): void {
  for (const folder of made) folder.remove()
}

/** Hubs on one database have one folder of attachments; it goes with the test file's process. */
export function folderOfDatabase(url: string): TestFolder {
  const known = folders.get(url)
  if (known) return known
  const folder = makeTestFolder()
  if (folders.size === 0) process.once('exit', removeFolders)
  made.push(folder)
  const kept = { ...folder, remove: () => undefined }
  folders.set(url, kept)
  return kept
}

export interface TestPlace {
  readonly place: DatabasePlace | ServerPlace
  remove(): Promise<void>
}

/** Where a test's own database of this kind goes. */
export async function makePlace(kind: DatabaseKind): Promise<TestPlace> {
  if (kind === 'server') {
    const server: TestPostgres = await startPostgres()
    return { place: { url: await server.createDatabase() }, remove: () => server.remove() }
  }
  const folder = makeTestFolder()
  return {
    place: { dataFolder: folder.path, templateFile: await testTemplate() },
    async remove() {
      folder.remove()
    },
  }
}
