/** `12:{"a":"b"…},` as baresip's ctrl_tcp frames its JSON. */
export function encodeNetstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`
}

export class NetstringReader {
  private buffer = Buffer.alloc(0)

  push(chunk: Buffer): string[] {
    this.buffer = Buffer.concat([this.buffer, chunk])
    const texts: string[] = []
    for (;;) {
      const colon = this.buffer.indexOf(':')
      const length = Number(this.buffer.subarray(0, Math.max(0, colon)).toString())
      if (colon < 0 || this.buffer.length < colon + length + 2) return texts
      texts.push(this.buffer.subarray(colon + 1, colon + 1 + length).toString())
      this.buffer = this.buffer.subarray(colon + length + 2)
    }
  }
}
