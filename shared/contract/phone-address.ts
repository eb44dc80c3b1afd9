import { z } from 'zod'

const IP_V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/
const ADDRESS = /^[\d.]{7,15}(?::\d{1,5})?$/
const MAX_PORT = 65_535

/** `192.168.1.50`, or with a port. An address and no name: events are taken from exactly there. */
export const phoneAddress = z
  .string()
  .regex(ADDRESS)
  .refine((text) => {
    const [ip = '', port = '80'] = text.split(':')
    return IP_V4.test(ip) && Number(port) >= 1 && Number(port) <= MAX_PORT
  })
