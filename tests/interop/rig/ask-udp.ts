import { createSocket } from 'node:dgram'

const ANSWER_WITHIN_MS = 200

/** One datagram out, the first one back, or nothing. */
export function askUdp(
  { host, port }: { host: string; port: number },
  text: string | ((from: { host: string; port: number }) => string),
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const finish = (answer: string | undefined): void => {
      clearTimeout(timer)
      socket.close()
      resolve(answer)
    }
    const timer = setTimeout(finish, ANSWER_WITHIN_MS, undefined)
    socket.once('message', (datagram) => {
      finish(datagram.toString())
    })
    // A closed port answers with ICMP, which comes up as an error: nobody is there yet.
    socket.once('error', () => {
      finish(undefined)
    })
    // Connected, so that the socket has the address under which the other side sees it.
    socket.connect(port, host, () => {
      const from = { host: socket.address().address, port: socket.address().port }
      socket.send(typeof text === 'string' ? text : text(from))
    })
  })
}
