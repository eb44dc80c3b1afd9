/**
 * Part of `npm run check`: every package that may end up in the product (the lock file's, without those of development)
 * has a licence that allows it, its text to be packed, and a version that is pinned with its checksum. What the bundles
 * take is a part of them.
 */
import { licenceTexts, shippedPackages } from './lib/licence-texts.mjs'

/** No duty but to name the author and to carry the text along. */
const ALLOWED = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense']
/** Package → its licence and why it may be used. */
const REASONED = {
  '@fontsource-variable/inter': ['OFL-1.1', 'a font that is shipped unchanged and not sold by itself'],
  mediabunny: ['MPL-2.0', 'used unchanged: its files stay open, ours need not be; werift asks for it'],
  'web-push': ['MPL-2.0', 'used unchanged: its files stay open, ours need not be'],
  'type-fest': ['(MIT OR CC0-1.0)', 'under MIT; types alone, nothing of it is in the bundles'],
}

const shipped = shippedPackages()
const faults = shipped.flatMap(({ name, license, integrity, version }) => {
  const isAllowed = ALLOWED.includes(license) || REASONED[name]?.[0] === license
  return [
    ...(isAllowed ? [] : [`${name} ${version}: licence ${license ?? 'not named'}: see scripts/licences.mjs`]),
    ...(integrity ? [] : [`${name} ${version}: the lock file has no checksum of it`]),
  ]
})
const unused = Object.keys(REASONED).filter((name) => !shipped.some((each) => each.name === name))
faults.push(...licenceTexts().missing)
for (const name of unused) faults.push(`${name}: is no longer used; take it out of scripts/licences.mjs`)

if (faults.length > 0) console.error(faults.join('\n'))
else console.log(`${String(shipped.length)} packages, each with a licence that allows it and a checksum`)
process.exit(faults.length > 0 ? 1 : 0)
