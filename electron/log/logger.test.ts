import { describe, expect, it } from 'vitest'

import { createLogger, redact } from './logger'

describe('the log', () => {
  it('writes name, message and context in one line', () => {
    const lines: string[] = []
    const logger = createLogger((level, line) => void lines.push(`${level} ${line}`), 'main')
    logger.child('hub', { launch: 2 }).warn('ended', { code: null, port: 41273, why: undefined })
    expect(lines).toEqual(['warn [main.hub] ended launch=2 code=null port=41273'])
  })

  it.each([
    ['sip:+79161234567@pbx.example:5060;transport=ws refused', 'sip:…;transport=ws refused'],
    ['call from +7 (916) 123-45-67 ended', 'call from … ended'],
    ['call from 89161234567 ended', 'call from … ended'],
    ['Authorization: Bearer abc.DEF-123', 'Authorization: Bearer …'],
    ['{"password":"hunter2","port":5060}', '{"password":"…","port":5060}'],
  ])('takes personal data out of %s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })

  it('keeps ids, ports and times', () => {
    const text = 'call 0190c0de-0000-7000-8000-000000000001 at 2026-11-22T07:48:07.172Z port 41273 in 1500 ms'
    expect(redact(text)).toBe(text)
  })
})
