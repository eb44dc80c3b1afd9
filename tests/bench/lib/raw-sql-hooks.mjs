import { readFile } from 'node:fs/promises'

/** A loader of Node (see raw-sql.ts): the text of an SQL file as a module. */
export async function load(url, context, next) {
  const [file = url] = url.split('?')
  if (!file.endsWith('.sql')) return next(url, context)
  const text = await readFile(new URL(file), 'utf8')
  return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)}` }
}
