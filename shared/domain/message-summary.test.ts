import { expect, it } from 'vitest'

import { parseMessageSummary } from './message-summary'

it.each([
  ['Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n', { isWaiting: true, newCount: 2 }],
  [
    'Messages-Waiting: no\r\nMessage-Account: sip:100@pbx.test\r\nVoice-Message: 0/3\r\n',
    { isWaiting: false, newCount: 0 },
  ],
  ['messages-waiting:YES\r\n', { isWaiting: true, newCount: null }],
  ['Messages-Waiting: yes\nFax-Message: 4/1\n', { isWaiting: true, newCount: null }],
])('[K13] reads a message summary (RFC 3842): %j', (body, expected) => {
  expect(parseMessageSummary(body)).toEqual(expected)
})

it.each(['', 'hello', 'Messages-Waiting: maybe\r\n', 'Voice-Message: 2/8\r\n'])('knows %j for none', (body) => {
  expect(parseMessageSummary(body)).toBeNull()
})
