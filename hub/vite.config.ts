import { cpSync, mkdirSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { defineConfig, type Plugin } from 'vite'

import { buildTemplate } from './store/build-template'
import { readMigrations } from './store/migrations/read-folder'

const OUT = 'out/hub'
const TEMPLATE_FILE = 'database-template.bin'
/** Of other ways to run the driver of PostgreSQL, which it asks for only there. */
const NEVER_LOADED = ['pg-native', 'pg-cloudflare']
const PGLITE_FILES = ['pglite.wasm', 'pglite.data', 'initdb.wasm']

/** PGlite loads its program and file system image from beside the bundle. */
function copyDatabaseFiles(): Plugin {
  return {
    name: 'otklik:copy-pglite',
    writeBundle({ dir = OUT }) {
      const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
      mkdirSync(dir, { recursive: true })
      for (const file of PGLITE_FILES) cpSync(join(folder, file), join(dir, file))
    },
  }
}

/** The first start unpacks this instead of letting PostgreSQL make a database and its tables for seconds. */
function makeDatabaseTemplate(): Plugin {
  return {
    name: 'otklik:database-template',
    async writeBundle({ dir = OUT }) {
      await buildTemplate(join(dir, TEMPLATE_FILE), readMigrations(join(import.meta.dirname, 'store/migrations')))
    },
  }
}

/** The hub is built on its own: Electron's main process starts it by its entry file and never imports it. */
export default defineConfig({
  plugins: [copyDatabaseFiles(), makeDatabaseTemplate()],
  build: {
    outDir: OUT,
    target: 'node18.15',
    minify: true,
    ssr: true,
    rollupOptions: {
      input: { embedded: 'hub/embedded.ts', team: 'hub/team.ts' },
      external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`), ...NEVER_LOADED],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
    },
  },
  ssr: { noExternal: true },
})
