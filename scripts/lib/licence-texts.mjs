import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const OWN_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i
const RULE = '─'.repeat(80)

/** Every package that may end up in the product: the lock file's, without those of development. */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place, facts]) => ({
      ...facts,
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }))
}

/** Of packages that bring no text of their own; filled with whom their manifest names. */
function usualText(licence, holder) {
  switch (licence) {
    case 'MIT':
      return MIT.replace('{holder}', holder)
    case 'Apache-2.0':
      // The whole text stands in the file once more, with a package that brings it.
      return 'Licensed under the Apache License, Version 2.0. You may obtain a copy of the License at\nhttp://www.apache.org/licenses/LICENSE-2.0; its text stands in this file with other packages.'
    default:
      return null
  }
}

/** What an author may ask of whoever hands their work on: one file, packed with the program and shown in it. */
export function licenceTexts() {
  const missing = []
  const parts = shippedPackages()
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version))
    .map(({ name, version, license, place }) => {
      const text = ownTexts(join(ROOT, place)) ?? usualText(license, holderOf(join(ROOT, place), name))
      if (text === null) missing.push(`${name} ${version}: no text of its licence ${license} is in the package`)
      return [RULE, `${name} ${version}: ${license}`, '', (text ?? '').trim(), ''].join('\n')
    })
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim()
  return { missing, text: `Otklik\n\n${own}\n\n${parts.join('\n')}` }
}

function ownTexts(folder) {
  if (!existsSync(folder)) return null
  const files = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile() && OWN_FILE.test(each.name))
  if (files.length === 0) return null
  return files.map(({ name }) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}

function holderOf(folder, name) {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return `the authors of ${name}`
  const { author } = JSON.parse(readFileSync(manifest, 'utf8'))
  return (typeof author === 'string' ? author : author?.name) || `the authors of ${name}`
}

const MIT = `Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`
