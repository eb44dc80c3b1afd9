import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

import { z } from 'zod'

/**
 * A database folder in one file: four bytes of header length, header (JSON), contents end to end, all
 * gzipped. Making such a folder takes PostgreSQL seconds, unpacking it some tens of milliseconds, and one file
 * is read from inside an Electron archive as from a disk.
 */
const header = z.object({
  folders: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int() })),
})

const LENGTH_BYTES = 4

export function packFolder(folder: string): Buffer {
  const folders: string[] = []
  const files: { path: string; bytes: number }[] = []
  const contents: Buffer[] = []
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, entry)
    const name = relative(folder, path).split(sep).join('/')
    if (statSync(path).isDirectory()) {
      folders.push(name)
      continue
    }
    const content = readFileSync(path)
    files.push({ path: name, bytes: content.length })
    contents.push(content)
  }
  const head = Buffer.from(JSON.stringify({ folders, files }))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(head.length)
  return gzipSync(Buffer.concat([length, head, ...contents]))
}

export function unpackFolder(packed: Uint8Array, folder: string): void {
  const bytes = gunzipSync(packed)
  const headEnd = LENGTH_BYTES + bytes.readUInt32BE(0)
  const { folders, files } = header.parse(JSON.parse(bytes.subarray(LENGTH_BYTES, headEnd).toString('utf8')))
  mkdirSync(folder, { recursive: true })
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true })
  let offset = headEnd
  for (const file of files) {
    const path = join(folder, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes.subarray(offset, offset + file.bytes))
    offset += file.bytes
  }
}
