/**
 * Writes the smallest valid asar archive: a flat list of text files (format: Chromium Pickle header with a JSON
 * index, then the bodies).
 * @param {Record<string, string>} files name → text
 */
export function packAsar(files) {
  const index = { files: {} }
  const bodies = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text)
    index.files[name] = { size: body.length, offset: String(offset) }
    offset += body.length
    bodies.push(body)
  }
  const json = Buffer.from(JSON.stringify(index))
  const padding = (4 - (json.length % 4)) % 4
  const head = Buffer.alloc(16)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + json.length + padding, 4)
  head.writeUInt32LE(4 + json.length + padding, 8)
  head.writeUInt32LE(json.length, 12)
  return Buffer.concat([head, json, Buffer.alloc(padding), ...bodies])
}
