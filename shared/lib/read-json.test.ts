import { expect, it } from 'vitest'
import { z } from 'zod'

import { readJson, tame } from './read-json'

const schema = z.object({ name: z.string().max(5), tags: z.array(z.string().max(3)).max(2) })

it.each([
  '{"name":{"length":{"toString":1}},"tags":[]}',
  '{"name":{"l\\u0065ngth":{"valueOf":1,"toString":1}},"tags":[]}',
  '{"name":"Anna","tags":{"length":{"toString":1}}}',
  '{"name":"Anna","tags":["a",{"length":{"toString":null}}]}',
  `{"name":{"length":${'['.repeat(20_000)}${']'.repeat(20_000)}},"tags":[]}`,
])('[I9] a length that cannot be compared fails its schema and throws nothing: %.40s', (text) => {
  expect(() => schema.safeParse(JSON.parse(text))).toThrow()
  expect(schema.safeParse(readJson(text)).success).toBe(false)
})

it('[I9] leaves everything else as it is', () => {
  const text = '{"length":12,"name":{"length":"long","size":{"a":1}},"deep":[{"length":null},"\\u0430"]}'
  expect(readJson(text)).toEqual(JSON.parse(text))
  expect(() => readJson('{')).toThrow(SyntaxError)
})

it('[I9] looks into what refers to itself, once', () => {
  const value: Record<string, unknown> = { name: { length: { toString: Number.NaN } } }
  value['self'] = new Map([['value', value]])
  expect(tame(value)['name']).toEqual({ length: null })
})
