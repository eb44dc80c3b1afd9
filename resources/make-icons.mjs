/**
 * Draws Otklik's icons: `node resources/make-icons.mjs` writes them into resources/icons. They are committed; the
 * program is kept so that a change of colour or size is a change of one line.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'icons')
const GREEN = [11, 119, 103]
const RED = [224, 49, 49]
const WHITE = [255, 255, 255]
/** Points of the drawing are sampled so many times per pixel and side: smooth edges. */
const SAMPLES = 4

const insideRound = (x, y, left, top, width, height, radius) => {
  const dx = Math.max(left + radius - x, 0, x - (left + width - radius))
  const dy = Math.max(top + radius - y, 0, y - (top + height - radius))
  return x >= left && x <= left + width && y >= top && y <= top + height && dx * dx + dy * dy <= radius * radius
}

/** A speech bubble that answers: a rounded square, its tail, and three sound waves inside. Unit square. */
function bubble(x, y) {
  const inBody = insideRound(x, y, 0.06, 0.06, 0.88, 0.74, 0.2)
  const inTail = y >= 0.78 && y <= 0.96 && x >= 0.2 && x <= 0.2 + (0.96 - y) * 1.4
  if (!inBody && !inTail) return null
  const bars = [0.14, 0.3, 0.42, 0.3, 0.14]
  const isBar = bars.some((height, i) => insideRound(x, y, 0.215 + i * 0.125, 0.43 - height / 2, 0.07, height, 0.035))
  return isBar ? WHITE : GREEN
}

/** 3 × 5 figures, one string a row. */
const FIGURES = {
  1: ['.#.', '##.', '.#.', '.#.', '###'],
  2: ['##.', '..#', '.#.', '#..', '###'],
  3: ['###', '..#', '.##', '..#', '###'],
  4: ['#.#', '#.#', '###', '..#', '..#'],
  5: ['###', '#..', '##.', '..#', '##.'],
  6: ['.##', '#..', '###', '#.#', '###'],
  7: ['###', '..#', '.#.', '.#.', '.#.'],
  8: ['###', '#.#', '###', '#.#', '###'],
  9: ['###', '#.#', '###', '..#', '##.'],
  '+': ['...', '.#.', '###', '.#.', '...'],
}

function badge(text) {
  const columns = text.length * 4 - 1
  const cell = text.length === 1 ? 0.095 : 0.07
  const [centreX, centreY, radius] = [0.68, 0.68, 0.32]
  return (x, y) => {
    const distance = Math.hypot(x - centreX, y - centreY)
    if (distance > radius) return bubble(x, y)
    const column = Math.floor((x - centreX) / cell + columns / 2)
    const row = Math.floor((y - centreY) / cell + 2.5)
    const figure = FIGURES[text[Math.floor(column / 4)]]
    return figure?.[row]?.[column % 4] === '#' ? WHITE : RED
  }
}

function draw(size, colourAt) {
  const pixels = Buffer.alloc(size * (size * 4 + 1))
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let [red, green, blue, hits] = [0, 0, 0, 0]
      for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
        const x = (column + ((i % SAMPLES) + 0.5) / SAMPLES) / size
        const y = (row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size
        const colour = colourAt(x, y)
        if (!colour) continue
        ;[red, green, blue, hits] = [red + colour[0], green + colour[1], blue + colour[2], hits + 1]
      }
      if (hits === 0) continue
      const at = row * (size * 4 + 1) + 1 + column * 4
      pixels.set([red / hits, green / hits, blue / hits, (255 * hits) / (SAMPLES * SAMPLES)].map(Math.round), at)
    }
  }
  return encode(size, pixels)
}

/** PNG (ISO/IEC 15948): signature, header, one compressed block of unfiltered rows, end. */
function encode(size, rows) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc(body), body.length + 4)
  return framed
}

function crc(bytes) {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

/** Windows: a directory of pictures, each a PNG; 256 is written as 0. */
function ico(pictures) {
  const head = Buffer.from([0, 0, 1, 0, pictures.length, 0])
  let at = head.length + 16 * pictures.length
  const entries = pictures.map(([size, png]) => {
    const entry = Buffer.from([size % 256, size % 256, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(at, 12)
    at += png.length
    return entry
  })
  return Buffer.concat([head, ...entries, ...pictures.map(([, png]) => png)])
}

/** macOS: pictures by the type of their size, each a PNG. */
function icns(types) {
  const parts = types.flatMap(([type, size]) => {
    const png = draw(size, bubble)
    return [Buffer.from(type, 'latin1'), lengthOf(png.length + 8), png]
  })
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from('icns', 'latin1'), lengthOf(body.length + 8), body])
}

function lengthOf(bytes) {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(bytes)
  return four
}

mkdirSync(FOLDER, { recursive: true })
const write = (name, size, colourAt) => writeFileSync(join(FOLDER, `${name}.png`), draw(size, colourAt))
write('app', 512, bubble)
mkdirSync(join(FOLDER, 'linux'), { recursive: true })
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) write(`linux/${size}x${size}`, size, bubble)
writeFileSync(join(FOLDER, 'app.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => [size, draw(size, bubble)])))
writeFileSync(
  join(FOLDER, 'app.icns'),
  icns(Object.entries({ icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 })),
)
write('tray', 22, bubble)
write('tray@2x', 44, bubble)
for (const count of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '9plus']) {
  write(`tray-${count}`, 22, badge(count.replace('plus', '+')))
  write(`tray-${count}@2x`, 44, badge(count.replace('plus', '+')))
}
