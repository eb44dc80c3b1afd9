/**
 * `npm run screenshots`: every screen with the demo's data, in every look, into `docs/user/screens/`, or into another
 * folder (`-- --into FOLDER`) to look at before; `--scenes start|sign-in|team|duties|moving|desk|search|keys|phones|cases|away|supervisor|own|recruiting|visitor|self-test|policy|network|updates|licences|clock|cache` draws only those. Pictures of the looks
 * that the documents show are committed, the others are for the eye only.
 *
 * `--check access|large|colours` (also several: `access,large,colours`) looks for defects instead of drawing: what
 * assistive technology stumbles over and what moves for people who want less motion; what is cut at 200 %; what the
 * system's own colours make alike. Prints counts by screen and fails where there are any; with `--into` the screens are
 * drawn as they were looked at, each kind in a folder of its own.
 */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { Audit, AUDITS, isAuditKind, type AuditKind } from './audit/audit'
import { photographer, wholePhotographer, type Camera } from './camera'
import { allLooks, nameOf, type Look } from './look'
import { perform, PLAYS } from './plays'

const { values, positionals: asked } = parseArgs({
  options: { into: { type: 'string' }, scenes: { type: 'string' }, check: { type: 'string' } },
  allowPositionals: true,
})
const ROOT = values.into ? resolve(values.into) : resolve(import.meta.dirname, '../../docs/user/screens')

const unknown = asked.filter((name) => !allLooks.some((look) => nameOf(look) === name))
if (unknown.length > 0) {
  console.error(`Unknown look: ${unknown.join(', ')}. Known: ${allLooks.map(nameOf).join(', ')}`)
  process.exit(1)
}
const checks = values.check?.split(',') ?? []
const kinds = checks.filter(isAuditKind)
if (kinds.length < checks.length) {
  console.error(`Unknown check: ${checks.join(', ')}. Known: ${AUDITS.join(', ')}`)
  process.exit(1)
}
let findings = 0
for (const look of allLooks) {
  if (asked.length > 0 && !asked.includes(nameOf(look))) continue
  if (kinds.length === 0) await draw(look)
  else if (asked.length > 0 || (look.language === 'ru' && look.width === 1280)) await auditIn(look, kinds)
}
process.exit(findings === 0 ? 0 : 1)

async function draw(look: Look): Promise<void> {
  const folder = join(ROOT, nameOf(look))
  if (!values.scenes) rmSync(folder, { recursive: true, force: true })
  const drawn = new Set<string>()
  for (const play of PLAYS) {
    if (values.scenes && values.scenes !== play[0]) continue
    await perform(play, look, photographer(folder), drawn)
  }
  console.log(`✓ ${nameOf(look)}: ${String(drawn.size)} pictures`)
}

async function auditIn(look: Look, sought: readonly AuditKind[]): Promise<void> {
  const audits = sought.map((kind) => {
    const draws = kind === 'large' ? wholePhotographer : photographer
    return new Audit(kind, values.into ? draws(join(ROOT, nameOf(look), kind)) : null)
  })
  const camera: Camera = async (...screen) => {
    for (const audit of audits) await audit.camera(...screen)
  }
  const seen = new Set<string>()
  try {
    for (const play of PLAYS) {
      if (values.scenes && values.scenes !== play[0]) continue
      await perform(play, look, camera, seen)
    }
  } finally {
    // Also of the screens before one that did not come up.
    for (const audit of audits) {
      console.log(`${audit.kind}, ${nameOf(look)}\n${audit.report()}`)
      findings += audit.findings.length
    }
  }
}
