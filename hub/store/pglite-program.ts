import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { PGliteOptions } from '@electric-sql/pglite'

type Program = Pick<PGliteOptions, 'pgliteWasmModule' | 'initdbWasmModule' | 'fsBundle'>

/**
 * PostgreSQL's program and files, as they lie beside the built hub. PGlite's own way of reading them stops at an archive
 * (ENOTDIR in `app.asar`), that of Node does not. Nothing where the hub runs from its sources: PGlite finds its own.
 */
export async function pgliteProgram(): Promise<Program> {
  const beside = (file: string) => join(__dirname, file)
  if (typeof __dirname === 'undefined' || !existsSync(beside('pglite.wasm'))) return {}
  const read = async (file: string) => new Uint8Array(await readFile(beside(file)))
  return {
    pgliteWasmModule: await WebAssembly.compile(await read('pglite.wasm')),
    initdbWasmModule: await WebAssembly.compile(await read('initdb.wasm')),
    fsBundle: new Blob([await read('pglite.data')]),
  }
}
