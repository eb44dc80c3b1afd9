import { expect, it } from 'vitest'

import { redactSipLog } from './sip-log'

it.each([
  ['Starting sip:74951112233@vpbx.example', 'Starting sip:…'],
  [
    'error parsing first line of SIP message: "INVITE sip:+79001112233@x SIP/2.0"',
    'error parsing first line of SIP message: "…"',
  ],
  ['call from +7 (900) 111-22-33 came', 'call from … came'],
  ['authenticate user@vpbx.example', 'authenticate …'],
  ['INVITE sip:a SIP/2.0\r\nAuthorization: Digest username="me"', 'INVITE sip:… SIP/2.0'],
])('%j leaves nobody to be recognised', (content, expected) => {
  expect(redactSipLog(content)).toBe(expected)
})
