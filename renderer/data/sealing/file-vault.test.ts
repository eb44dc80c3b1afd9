import { expect, it } from 'vitest'

import { testVaults } from './testing/test-key'

const { files } = testVaults()
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())

it('[I9] a file comes back with its kind; on the disk neither can be seen', async () => {
  const file = new Blob([new Uint8Array([0, 255, 1]), 'Паспорт 4509 123456'], { type: 'image/png' })
  const kept = await files.seal(file)
  expect(kept.type).toBe('')
  const seen = new TextDecoder('latin1').decode(await bytesOf(kept))
  for (const part of ['4509', 'image/png']) expect(seen).not.toContain(part)
  const opened = await testVaults().files.open(kept)
  expect([opened.type, await bytesOf(opened)]).toEqual(['image/png', await bytesOf(file)])
})

it('[I9] an empty file and one without a kind are files, too', async () => {
  const opened = await testVaults().files.open(await files.seal(new Blob([])))
  expect([opened.size, opened.type]).toEqual([0, ''])
})

it('[I9] a file of another key, or one that was changed, is not opened', async () => {
  const kept = await files.seal(new Blob(['тайна']))
  await expect(testVaults(2).files.open(kept)).rejects.toThrow()
  const spoilt = await bytesOf(kept)
  spoilt[20] = (spoilt[20] ?? 0) ^ 1
  await expect(files.open(new Blob([spoilt]))).rejects.toThrow()
})

it('[I9] a draft that is saved again and again seals its files once', async () => {
  const file = new Blob(['снимок'])
  const kept = await files.seal(file)
  expect(await files.seal(file)).toBe(kept)
  const opened = await files.open(kept)
  expect(await files.seal(opened)).toBe(kept)
})
