import { expect, it } from 'vitest'

import { MAX_ANNOUNCEMENT_BYTES } from '#shared/domain/recording'
import { FakeMediaPort } from '../sip/testing/fake-media-port'
import { checkAnnouncement } from './check-announcement'

const bytesOf = (text: string, length = text.length) => {
  const bytes = new Uint8Array(length)
  bytes.set([...text].map((letter) => letter.charCodeAt(0)))
  return bytes
}
const WAV = bytesOf('RIFF....WAVEfmt ')
const SOUND = { lengthMs: 5_000, isSilent: false }

it.each([
  ['a WAV', WAV, SOUND, { ok: true, value: { lengthMs: 5_000 } }],
  ['an Ogg', bytesOf('OggS'), { ...SOUND, lengthMs: 15_000 }, { ok: true, value: { lengthMs: 15_000 } }],
  ['an MP3 that is called a WAV', bytesOf('ID3'), SOUND, { ok: false, error: { reason: 'wrongType' } }],
  ['nothing', new Uint8Array(), SOUND, { ok: false, error: { reason: 'wrongType' } }],
  ['another RIFF', bytesOf('RIFF....AVI '), SOUND, { ok: false, error: { reason: 'wrongType' } }],
  ['a film', bytesOf('OggS', MAX_ANNOUNCEMENT_BYTES + 1), SOUND, { ok: false, error: { reason: 'tooLarge' } }],
  ['a torn WAV', WAV, null, { ok: false, error: { reason: 'unreadable' } }],
  ['an empty WAV', WAV, { ...SOUND, lengthMs: 0 }, { ok: false, error: { reason: 'unreadable' } }],
  ['a speech', WAV, { ...SOUND, lengthMs: 15_001 }, { ok: false, error: { reason: 'tooLong' } }],
  ['silence', WAV, { ...SOUND, isSilent: true }, { ok: false, error: { reason: 'noSound' } }],
])('of %s the answer is right', async (_what, bytes, sound, answer) => {
  const media = new FakeMediaPort()
  media.sound = sound
  expect(await checkAnnouncement(media, bytes)).toEqual(answer)
})
