import { describe, expect, it } from 'vitest'

import { judgeHeard } from './listener-rules'

const KEYS = { token: 'word', allowedAddress: '192.168.1.50' }
const hear = (url: string, fromAddress = '192.168.1.50', method = 'GET') =>
  judgeHeard({ method, url, fromAddress }, KEYS)

describe('[D7] an event for the desk phone', () => {
  it('is taken from the phone with the secret word, however its address is written', () => {
    const heard = hear(
      '/desk-phone/word/incoming?model=SIP-T31&call=10001&remote=sip:100@pbx.example',
      '::ffff:192.168.1.50',
    )
    expect(heard).toEqual({
      kind: 'taken',
      event: 'incoming',
      call: { id: '10001', number: '100' },
      model: 'SIP-T31',
    })
  })

  it.each([
    ['/desk-phone/word/incoming', '192.168.1.51', 'stranger'],
    ['/desk-phone/other/incoming', '192.168.1.50', 'token'],
    ['/desk-phone//incoming', '192.168.1.50', 'token'],
    ['/', '192.168.1.50', 'token'],
    ['/desk-phone/word/explode', '192.168.1.50', 'unknown'],
    ['/desk-phone/word/incoming/more', '192.168.1.50', 'unknown'],
  ])('%s from %s is refused: %s', (url, from, why) => {
    expect(hear(url, from)).toEqual({ kind: 'refused', why })
  })

  it('is a GET and nothing else', () => {
    expect(hear('/desk-phone/word/incoming', '192.168.1.50', 'POST')).toEqual({ kind: 'refused', why: 'unknown' })
  })

  it('a variable that the phone does not know says nothing', () => {
    const heard = hear('/desk-phone/word/ended?model=$model&call=$call_id&remote=')
    expect(heard).toEqual({ kind: 'taken', event: 'ended', call: { id: null, number: null }, model: null })
  })

  it.each([
    ['sip%3A%2B79172041833%40host', '+79172041833'],
    ['%22Anna%22%20%3Csip%3A100%40host%3E', '100'],
    ['100@host', '100'],
    ['100', '100'],
  ])('the far side %s is %s', (remote, number) => {
    expect(hear(`/desk-phone/word/incoming?remote=${remote}`)).toMatchObject({ call: { number } })
  })
})
