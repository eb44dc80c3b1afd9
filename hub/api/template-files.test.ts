import { afterEach, beforeEach, expect, it } from 'vitest'

import { MAX_TEMPLATE_FILE_BYTES, type TemplateList } from '#shared/contract/templates'
import type { FileId, TemplateId } from '#shared/domain/ids'

import { startTestHub, type TestHub } from '../testing/test-hub'

let hub: TestHub

beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(async () => {
  await hub.stop()
})

async function uploaded(bytes: Uint8Array<ArrayBuffer> | string, name: string): Promise<FileId> {
  const id = hub.newId<FileId>()
  const headers = { 'content-type': 'application/pdf', 'x-file-name': encodeURIComponent(name) }
  await hub.request(`/api/uploads/${id}`, { method: 'PUT', body: bytes, headers })
  return id
}

async function save(id: TemplateId, draft: unknown) {
  const reply = await hub.request(`/api/administration/templates/texts/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(draft),
  })
  return reply.status
}

const texts = async () => (await hub.json<TemplateList>('/api/administration/templates')).texts

it('[M21] keeps the files of a template as they were uploaded, also over a restart, and gives up those taken out', async () => {
  const id = hub.newId<TemplateId>()
  const price = await uploaded('%PDF-1.7 прайс', 'Прайс.pdf')
  expect(await save(id, { name: 'Прайс', text: '', fileIds: [price] })).toBe(204)
  expect(await save(id, { name: 'Прайс', text: '', fileIds: [price] })).toBe(204)
  const expected = [
    {
      id,
      name: 'Прайс',
      text: '',
      files: [{ fileId: price, name: 'Прайс.pdf', mimeType: 'application/pdf', bytes: 19 }],
    },
  ]
  expect(await texts()).toEqual(expected)
  hub = await hub.restart()
  expect(await texts()).toEqual(expected)
  expect(await save(id, { name: 'Прайс', text: 'По телефону' })).toBe(204)
  expect((await texts())[0]?.files).toEqual([])
  // What a message may still be fetching is not deleted with the template.
  expect(await (await hub.request(`/files/${price}`)).text()).toBe('%PDF-1.7 прайс')
})

it('[M21] says what is wrong with files, and keeps the template that was there', async () => {
  const id = hub.newId<TemplateId>()
  const file = await uploaded('%PDF-', 'a.pdf')
  const large = await uploaded(new Uint8Array(MAX_TEMPLATE_FILE_BYTES + 1), 'b.pdf')
  expect(await save(id, { name: 'Первый', text: 'слова' })).toBe(204)
  expect(await save(id, { name: 'x', text: '', fileIds: [hub.newId<FileId>()] })).toBe(404)
  expect(await save(id, { name: 'x', text: '', fileIds: [large] })).toBe(413)
  expect(await save(id, { name: 'x', text: '', fileIds: [file, file] })).toBe(400)
  expect(await save(id, { name: 'x', text: '', fileIds: [] })).toBe(400)
  expect(await save(id, { name: 'x', text: 'y', fileIds: Array.from({ length: 11 }, () => hub.newId()) })).toBe(400)
  expect((await texts()).map(({ name }) => name)).toEqual(['Первый'])
})
