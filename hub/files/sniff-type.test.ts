import { expect, it } from 'vitest'

import { sniffType } from './sniff-type'

const bytes = (text: string) => Buffer.from(text, 'latin1')

it.each([
  ['image/png', bytes('\x89PNG\r\n\x1a\n....')],
  ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
  ['image/webp', bytes('RIFF....WEBPVP8 ')],
  ['image/heic', bytes('....ftypheic')],
  ['video/mp4', bytes('....ftypisom')],
  ['application/pdf', bytes('%PDF-1.7')],
  ['application/zip', bytes('PK\x03\x04........a.txt')],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes('PK\x03\x04....[Content_Types].xml....word/document.xml'),
  ],
  ['application/vnd.oasis.opendocument.text', bytes('PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.textPK')],
  ['application/vnd.microsoft.portable-executable', bytes('MZ\x90\x00')],
  ['text/html', Buffer.from('\uFEFF <!DOCTYPE html><script>alert(1)</script>')],
  ['image/svg+xml', Buffer.from('<?xml version="1.0"?><svg onload="x()"/>')],
  ['text/plain', Buffer.from('Резюме: Иванов')],
  [null, bytes('\x00\x01\x02\x03')],
  [null, bytes('')],
])('[M15] %s is told by its bytes', (type, head) => {
  expect(sniffType(head)).toBe(type)
})

it('[M15] takes a text whose last letter is cut in two', () => {
  expect(sniffType(Buffer.from('жж').subarray(0, 3))).toBe('text/plain')
})
