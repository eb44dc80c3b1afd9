import { MediaDriver } from '../lib/media-driver'
import { expect, test } from './fixtures'

const TONE_HZ = 440
/** One line of the analyser at 48 kHz. */
const TOLERANCE_HZ = 12

test.describe('the media window', () => {
  test('two calls hear each other; hold, mute, rollback and ICE restart do what they say', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const media = await MediaDriver.connect(await desk.mediaWindow(), TONE_HZ)
    const hears = (callId: string) => expect.poll(() => media.heardHz(callId))
    const offTone = async (callId: string) => Math.abs((await media.heardHz(callId)) - TONE_HZ)
    const hearsTone = (callId: string): Promise<void> => expect.poll(() => offTone(callId)).toBeLessThan(TOLERANCE_HZ)

    expect(await media.negotiate('a', 'b', false)).toEqual(['sendrecv', 'sendrecv'])
    await hearsTone('a')
    await hearsTone('b')

    expect(await media.negotiate('a', 'b', true)).toEqual(['sendonly', 'recvonly'])
    await hears('b').toBe(0)
    expect(await media.negotiate('a', 'b', false)).toEqual(['sendrecv', 'sendrecv'])
    await hearsTone('b')

    await media.ask('setMuted', { callId: 'a', muted: true })
    await hears('b').toBe(0)
    await media.ask('setMuted', { callId: 'a', muted: false })
    await hearsTone('b')

    await media.ask('createOffer', { callId: 'a', hold: true, iceRestart: false, muted: false })
    expect(await media.ask('rollback', { callId: 'a' })).toEqual({ ok: true, value: null })
    await hearsTone('b')

    expect(await media.negotiate('b', 'a', false, true)).toEqual(['sendrecv', 'sendrecv'])
    await hearsTone('a')
    await hearsTone('b')
  })

  test('[K9] three in a conference: each hears the two others and never itself', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const [own, anna, oleg, annaAnew] = [TONE_HZ, 700, 1_150, 1_600]
    const tones = [own, anna, oleg, annaAnew]
    const media = await MediaDriver.connect(await desk.mediaWindow(), own)
    const hears = (id: string, expected: readonly number[]) =>
      expect.poll(() => media.hearsOf(id, tones), { timeout: 60_000, message: id }).toEqual(expected)

    await media.callFarEnd('anna', anna)
    await media.callFarEnd('oleg', oleg)
    await hears('far-anna', [own])
    await hears('far-oleg', [own])

    await media.ask('setConference', { callIds: ['anna', 'oleg'] })
    await hears('far-anna', [own, oleg])
    await hears('far-oleg', [own, anna])
    await hears('anna', [anna])
    await hears('oleg', [oleg])

    for (const callId of ['anna', 'oleg']) await media.ask('setMuted', { callId, muted: true })
    await hears('far-anna', [oleg])
    await hears('far-oleg', [anna])
    for (const callId of ['anna', 'oleg']) await media.ask('setMuted', { callId, muted: false })
    await hears('far-anna', [own, oleg])

    await media.callFarEnd('anna', annaAnew, true)
    await hears('far-oleg', [own, annaAnew])
    await hears('far-anna', [own, oleg])
    await hears('anna', [annaAnew])

    await media.ask('setConference', { callIds: [] })
    await hears('far-anna', [own])
    await hears('far-oleg', [own])

    await media.ask('setConference', { callIds: ['anna', 'oleg'] })
    await hears('far-oleg', [own, annaAnew])
    await media.ask('close', { callId: 'anna' })
    await hears('far-oleg', [own])
  })

  test('a call goes on in silence when its last microphone is unplugged @long', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const media = await MediaDriver.connect(await desk.mediaWindow(), TONE_HZ)
    await media.negotiate('a', 'b', false)
    await expect.poll(() => media.heardHz('b')).toBeGreaterThan(0)

    await media.unplugMicrophone()
    // Whether an output goes with it is this machine's affair; both calls lose the microphone.
    await expect
      .poll(async () => (await media.lostDevices()).filter(({ kind }) => kind === 'input'))
      .toEqual([
        { kind: 'input', recovered: false },
        { kind: 'input', recovered: false },
      ])
    await expect.poll(() => media.heardHz('b')).toBe(0)
    expect(await media.negotiate('a', 'b', false)).toEqual(['sendrecv', 'sendrecv'])
  })

  test('[K15] tells a microphone that gives nothing from one that is heard @long', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const media = await MediaDriver.connect(await desk.mediaWindow(), TONE_HZ)
    await media.negotiate('a', 'b', false)
    const level = () => expect.poll(() => media.ownLevel('a'))
    await level().toBeGreaterThan(0.1)
    await media.setMicrophoneVolume(0)
    await level().toBe(0)
    await media.setMicrophoneVolume(1)
    await level().toBeGreaterThan(0.1)
  })

  test('[K15] records a few seconds, says what was in them and plays them @long', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const media = await MediaDriver.connect(await desk.mediaWindow(), TONE_HZ)
    expect(await media.ask('recordEcho', {})).toBe('heard')
    expect(await media.ask('playEcho', {})).toBe(true)
    // Played once, then forgotten.
    expect(await media.ask('playEcho', {})).toBe(false)
    await media.setMicrophoneVolume(0)
    expect(await media.ask('recordEcho', {})).toBe('silent')
    await media.unplugMicrophone()
    expect(await media.ask('recordEcho', {})).toBe('none')
  })

  test('records both sides piece by piece, leaves out a pause and warns of itself @long', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const [own, anna, warning, annaAnew] = [TONE_HZ, 700, 1_400, 1_000]
    const tones = [own, anna, warning, annaAnew]
    const media = await MediaDriver.connect(await desk.mediaWindow(), own)
    const recorded = () => media.recordedOf('anna', tones)
    const patience = { timeout: 60_000 }
    await media.callFarEnd('anna', anna)
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([own])

    const wish = { callId: 'anna', take: 1, isAnnounced: true, announcement: null, isPaused: false }
    const begun = media.ask('startRecording', wish)
    await expect.poll(() => media.hearsOf('far-anna', [warning]), patience).toEqual([warning])
    expect(await begun).toEqual({ ok: true, value: { announcedBy: 'tone' } })
    const beganMs = Date.now()
    await expect.poll(async () => (await recorded()).seconds, patience).toBeGreaterThan(3)
    const before = await recorded()
    const lostSeconds = (Date.now() - beganMs) / 1_000 - before.seconds
    // The looking itself takes a while, and counts against it.
    expect(lostSeconds).toBeLessThan(2)
    expect([before.left, before.right]).toEqual([[own], [anna]])
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([own])

    await media.ask('setRecordingPaused', { callId: 'anna', isPaused: true })
    const paused = (await recorded()).pieces
    await media.setMicrophoneVolume(0)
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([])
    expect((await recorded()).pieces - paused).toBeLessThan(3)
    await media.ask('setRecordingPaused', { callId: 'anna', isPaused: false })
    await expect.poll(async () => (await recorded()).left, patience).toEqual([])
    await media.setMicrophoneVolume(1)
    await media.callFarEnd('anna', annaAnew, true)
    await expect
      .poll(async () => ((one) => [one.left, one.right])(await recorded()), patience)
      .toEqual([[own], [annaAnew]])
    await media.ask('stopRecording', { callId: 'anna' })
    const end = await recorded()
    expect([end.left, end.right]).toEqual([[own], [annaAnew]])
  })

  test('a voice that announces goes out instead of ours and stands in the recording before both of us @long', async ({
    launch,
  }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const [own, anna, voice] = [TONE_HZ, 700, 2_000]
    const tones = [own, anna, voice]
    const media = await MediaDriver.connect(await desk.mediaWindow(), own)
    const patience = { timeout: 60_000 }
    await media.callFarEnd('anna', anna)
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([own])
    const begun = media.startRecording('anna', voice, 5_000)
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([voice])
    // Nothing of theirs before they know.
    await expect
      .poll(async () => ((one) => [one.left, one.right])(await media.recordedOf('anna', tones)), patience)
      .toEqual([[voice], []])
    expect(await begun).toEqual({ ok: true, value: { announcedBy: 'voice' } })
    await expect.poll(() => media.hearsOf('far-anna', tones), patience).toEqual([own])
    await expect
      .poll(async () => ((one) => [one.left, one.right])(await media.recordedOf('anna', tones)), patience)
      .toEqual([[own], [anna]])
    expect((await media.recordedOf('anna', tones)).seconds).toBeGreaterThan(5)
  })

  test('says why there can be no sound @long', async ({ launch }) => {
    const desk = await launch({ with: 'sip' })
    await desk.deskWindow()
    const media = await MediaDriver.connect(await desk.mediaWindow(), TONE_HZ)
    expect(await media.ask('applyAnswer', { callId: 'x', answer: '', isFinal: true })).toEqual({
      ok: false,
      error: { reason: 'unknownCall', detail: null },
    })
    const videoOnly =
      'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 RTP/AVP 96\r\nc=IN IP4 127.0.0.1\r\n'
    const reply = await media.ask('createAnswer', { callId: 'y', offer: videoOnly, hold: false, muted: false })
    expect(reply.ok).toBe(false)

    await media.unplugMicrophone()
    await media.ask('close', { callId: 'y' })
    expect(await media.ask('createOffer', { callId: 'z', hold: false, iceRestart: false, muted: false })).toEqual({
      ok: false,
      error: { reason: 'noMicrophone', detail: 'NotFoundError' },
    })
  })
})
