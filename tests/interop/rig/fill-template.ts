import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Copies a file of this folder with every `@NAME@` filled in. Throws when one is left. */
export async function fillTemplate(
  template: string,
  target: string,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  const text = await readFile(join(import.meta.dirname, template), 'utf8')
  const filled = text.replace(/@([A-Z_]+)@/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${template} needs a value for @${name}@`)
    return String(value)
  })
  await writeFile(target, filled)
}
