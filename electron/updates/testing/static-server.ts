import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StaticServer {
  readonly url: string
  readonly files: Map<string, Buffer>
  /** Of each request: the name, and the range that was asked for. */
  readonly asked: { name: string; range: string | undefined }[]
  /** The connection is cut after so many bytes of a body. */
  cutAfter: number | null
  /** After so many bytes of a body nothing more comes. */
  stallAfter: number | null
  /** As servers do that know no ranges. */
  knowsRanges: boolean
  stop(): Promise<void>
}

/** A company's folder on a web server. */
export async function startStaticServer(): Promise<StaticServer> {
  const files = new Map<string, Buffer>()
  const asked: StaticServer['asked'] = []
  const server: Server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1))
    const range = request.headers.range
    asked.push({ name, range })
    const content = files.get(name)
    if (!content) {
      response.writeHead(404).end()
      return
    }
    const from = running.knowsRanges && range !== undefined ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0
    const body = content.subarray(from)
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': body.byteLength })
    if (running.stallAfter !== null && body.byteLength > running.stallAfter)
      response.write(body.subarray(0, running.stallAfter))
    else if (running.cutAfter === null) response.end(body)
    else
      response.write(body.subarray(0, running.cutAfter), () => {
        response.destroy()
      })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const running: StaticServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    asked,
    cutAfter: null,
    stallAfter: null,
    knowsRanges: true,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => {
          stopped()
        })
        server.closeAllConnections()
      }),
  }
  return running
}
