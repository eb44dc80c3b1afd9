import { expect, it } from 'vitest'

import type { Capabilities } from '#shared/domain/capabilities'

import { demoChannel } from '../../../data/demo-rows'
import { checkAttachment } from './attachment-check'

const { images } = demoChannel(0).capabilities
const files = { maxBytes: 1000, types: null }
const small = () => Promise.resolve({ width: 10, height: 10 })

it.each<[string, Pick<Blob, 'type' | 'size'>, Pick<Capabilities, 'images' | 'files'>, unknown]>([
  ['a picture as a picture', { type: 'image/png', size: 10 }, { images, files }, 'image'],
  ['any other as a file', { type: 'application/pdf', size: 10 }, { images, files }, 'file'],
  ['a picture as a file where none are shown', { type: 'image/png', size: 10 }, { images: null, files }, 'file'],
  ['what the system does not know', { type: '', size: 10 }, { images, files }, 'file'],
  ['a file where only pictures go', { type: 'application/pdf', size: 10 }, { images, files: null }, 'type'],
  [
    'nothing where nothing goes',
    { type: 'application/pdf', size: 10 },
    { images: null, files: null },
    'imagesUnsupported',
  ],
  ['an empty file', { type: 'application/pdf', size: 0 }, { images, files }, 'empty'],
  ['a large one', { type: 'application/pdf', size: 1001 }, { images, files }, 'fileSize'],
  ['a type that is not taken', { type: 'a/b', size: 1 }, { images, files: { ...files, types: ['a/c'] } }, 'fileType'],
])('[M15] takes %s', async (_name, blob, capabilities, expected) => {
  const checked = await checkAttachment(blob, capabilities, small)
  expect(checked.ok ? checked.value : checked.error.kind).toBe(expected)
})
