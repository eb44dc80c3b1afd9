import http from 'node:http'
import net from 'node:net'

export interface TinyServer {
  readonly port: number
  close(): Promise<void>
}

/** An ordinary web site: answers every request with a page and upgrades none. */
export function webSite(): Promise<TinyServer> {
  return listen(
    http.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>')
    }),
  )
}

/** Takes every connection and never says a word. */
export function blackHole(): Promise<TinyServer> {
  return listen(net.createServer())
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await blackHole()
  await server.close()
  return server.port
}

function listen(server: net.Server): Promise<TinyServer> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    // A client that hangs up at once is not this server's failure.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') {
        reject(new Error('The server has no port'))
        return
      }
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy()
            server.close(() => {
              done()
            })
          }),
      })
    })
  })
}
