/**
 * What a file is by its first bytes. Neither its name nor what the sender says of it is believed; `null`: nothing known,
 * which is neither shown nor run anywhere.
 */
export function sniffType(head: Uint8Array): string | null {
  const found = SIGNATURES.find(({ at = 0, bytes }) => bytes.every((byte, index) => head[at + index] === byte))
  if (found) return found.refine?.(head) ?? found.type
  return isText(head) ? textType(head) : null
}

interface Signature {
  readonly type: string
  readonly bytes: readonly number[]
  readonly at?: number
  readonly refine?: (head: Uint8Array) => string | null
}

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0))

const SIGNATURES: readonly Signature[] = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: ascii('GIF8') },
  {
    type: 'image/bmp',
    bytes: [...ascii('BM')],
    refine: (head) => (head[6] === 0 && head[8] === 0 ? 'image/bmp' : null),
  },
  { type: 'application/octet-stream', bytes: ascii('RIFF'), refine: riffType },
  { type: 'application/octet-stream', bytes: ascii('ftyp'), at: 4, refine: boxType },
  { type: 'application/pdf', bytes: ascii('%PDF-') },
  { type: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04], refine: zipType },
  { type: 'application/x-ole-storage', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { type: 'application/rtf', bytes: ascii('{\\rtf') },
  { type: 'application/gzip', bytes: [0x1f, 0x8b] },
  { type: 'application/vnd.rar', bytes: ascii('Rar!') },
  { type: 'application/x-7z-compressed', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.microsoft.portable-executable', bytes: ascii('MZ') },
  { type: 'application/x-elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { type: 'audio/mpeg', bytes: ascii('ID3') },
  { type: 'audio/ogg', bytes: ascii('OggS') },
  { type: 'audio/flac', bytes: ascii('fLaC') },
  { type: 'video/webm', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
]

function riffType(head: Uint8Array): string | null {
  const kind = words(head, 8, 12)
  return kind === 'WEBP' ? 'image/webp' : kind === 'WAVE' ? 'audio/wav' : null
}

function boxType(head: Uint8Array): string | null {
  const brand = words(head, 8, 12)
  if (/^(heic|heix|mif1)$/.test(brand)) return 'image/heic'
  if (brand === 'avif') return 'image/avif'
  return brand.startsWith('M4A') ? 'audio/mp4' : 'video/mp4'
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.'

/** The names of what is packed stand in front of it. */
function zipType(head: Uint8Array): string | null {
  const names = words(head, 0, head.length)
  const open = /mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(names)
  if (open?.[1] !== undefined) return open[1]
  if (!names.includes('[Content_Types].xml')) return null
  if (names.includes('word/')) return `${OFFICE}wordprocessingml.document`
  if (names.includes('xl/')) return `${OFFICE}spreadsheetml.sheet`
  return names.includes('ppt/') ? `${OFFICE}presentationml.presentation` : null
}

function words(head: Uint8Array, from: number, to: number): string {
  return Buffer.from(head.subarray(from, to)).toString('latin1')
}

/** Markup that a browser would run is told from plain words. */
function textType(head: Uint8Array): string {
  const start = Buffer.from(head.subarray(0, 512))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase()
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'image/svg+xml'
  if (/^<(!doctype html|html|head|body|script|iframe|meta)/.test(start)) return 'text/html'
  return start.startsWith('<?xml') ? 'application/xml' : 'text/plain'
}

/** UTF-8 without control characters; the last letter may be cut in two. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  const text = new TextDecoder('utf-8').decode(head, { stream: true })
  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\uFFFD]/.test(text)
}
