import { describe, expect, it } from 'vitest'

import { MAX_TEMPLATE_FILE_BYTES, MAX_TEMPLATE_FILES } from '#shared/contract/templates'
import type { FileId } from '#shared/domain/ids'

import { addFiles } from './template-files'

let made = 0
const newId = () => `file-${String(++made)}` as FileId
const file = (name: string, size: number) => Object.defineProperty(new File(['x'], name), 'size', { value: size })

describe('files of a template', () => {
  it('[M21] names what the hub would not keep before it is uploaded, and takes the rest', () => {
    const { files, problems } = addFiles(
      [],
      [
        file('пусто.txt', 0),
        file('схема.pdf', MAX_TEMPLATE_FILE_BYTES),
        file('видео.mp4', MAX_TEMPLATE_FILE_BYTES + 1),
      ],
      newId,
    )
    expect(files.map(({ name }) => name)).toEqual(['схема.pdf'])
    expect(problems).toEqual([
      { kind: 'empty', name: 'пусто.txt' },
      { kind: 'tooLarge', name: 'видео.mp4' },
    ])
  })

  it('[M21] keeps to the number of files, with those from before', () => {
    const many = Array.from({ length: MAX_TEMPLATE_FILES + 1 }, (_, index) => file(String(index), 1))
    const [first, ...rest] = many
    const before = addFiles([], first ? [first] : [], newId).files
    const { files, problems } = addFiles(before, rest, newId)
    expect(files).toHaveLength(MAX_TEMPLATE_FILES)
    expect(new Set(files.map(({ fileId }) => fileId)).size).toBe(MAX_TEMPLATE_FILES)
    expect(problems).toEqual([{ kind: 'tooMany', name: String(MAX_TEMPLATE_FILES) }])
  })
})
