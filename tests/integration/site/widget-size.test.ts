import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { build } from 'vite'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const LIMIT_BYTES = 40 * 1024

it('[M17] the icon with the whole chat behind it is under 40 kB on the wire, and leaves no names on the page', async () => {
  const built = await build({
    configFile: join(ROOT, 'portal/vite.config.ts'),
    root: join(ROOT, 'portal'),
    logLevel: 'silent',
    build: { write: false },
  })
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const sizes = outputs.flatMap((file) => {
    const content = file.type === 'chunk' ? file.code : file.source
    return /\.(js|css|html)$/.test(file.fileName) ? [[file.fileName, gzipSync(content).length] as const] : []
  })
  expect(sizes.map(([name]) => name).sort()).toEqual([
    'assets/app.js',
    'assets/push-worker.js',
    'assets/style.css',
    'assets/widget.js',
    'index.html',
  ])
  expect(sizes.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(LIMIT_BYTES)
  const widget = outputs.find(({ fileName }) => fileName === 'assets/widget.js')
  const code = widget?.type === 'chunk' ? widget.code : ''
  expect(code).toMatch(/^\(\(\)=>\{[\s\S]*\}\)\(\);?\s*$/)
  expect(code).not.toMatch(/^import|^export/m)
})
