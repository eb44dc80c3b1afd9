import { createSocket } from 'node:dgram'

const ANSWER_WITHIN_MS = 200

/** One datagram out, the first one back, or nothing. */
export function askUdp(port: number, text: string | ((localPort: number) => string)): Promise<string | undefined> {
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
    socket.bind(0, '127.0.0.1', () => {
      socket.send(typeof text === 'string' ? text : text(socket.address().port), port, '127.0.0.1')
    })
  })
}
