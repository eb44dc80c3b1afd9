import { Buffer } from 'node:buffer'

import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

const RATE_HZ = 8_000
const TONE_HZ = 440
const VOICE_S = 4

/** The tests of microphone and headset, and the voice that announces a recording. */
export async function drawSound(stage: Stage): Promise<void> {
  await drawEcho(stage)
  await drawHeadset(stage)
  await drawAnnouncement(stage)
}

async function drawEcho(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { echo, sound } = words.settings
  await stage.openSettings('sound')
  await stage.button(sound.check).click()
  await page.getByText(sound.meterHint).waitFor()
  await stage.shot('sound-meter')
  await stage.button(sound.checkStop).click()
  await stage.button(echo.start).click()
  await page.getByText(echo.recording).waitFor()
  await stage.shot('echo-recording')
  await page.getByRole('button', { name: echo.no, exact: true }).click()
  await page.getByText(echo.unheard.slice(0, 20)).waitFor()
  await stage.shot('echo-unheard')
}

async function drawHeadset(stage: Stage): Promise<void> {
  const { page, words, headset } = stage
  if (!headset) throw new Error('These scenes are drawn with a headset.')
  const { headset: said } = words.settings
  const test = stage.button(said.test)
  await test.waitFor()
  await stage.center(test)
  await stage.shot('headset')
  await test.click()
  await page.getByText(said.press.answer).waitFor()
  await headset.press('hook')
  await page.getByText(said.press.mute).waitFor()
  await stage.shot('headset-test')
  await stage.button(said.testStop).click()
  await headset.unplug()
  const soundOnly = page.getByText(said.standing.soundOnly)
  await soundOnly.waitFor()
  await stage.center(soundOnly)
  await stage.shot('headset-sound-only')
  await headset.plugAgain()
  await test.waitFor()
}

async function drawAnnouncement(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { recording } = words.admin
  const admin = await HubAdmin.of(page)
  await admin.put('/api/administration/recording', { ...DEFAULT_RECORDING, mode: 'always', isAnnounced: true })
  await stage.openSettings('recording')
  const file = page.locator('input[type=file]')
  await stage.button(recording.chooseVoice).waitFor()
  await file.setInputFiles({ name: 'объявление.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('ID3') })
  await page.getByText(recording.problem.wrongType.slice(-20)).waitFor()
  await stage.shot('announcement-refused')
  await file.setInputFiles({ name: 'разговор записывается.wav', mimeType: 'audio/wav', buffer: toneWav() })
  await stage.button(recording.backToTone).waitFor()
  await stage.shot('announcement-voice')
  await stage.button(words.admin.reset).click()
  await admin.put('/api/administration/recording', { ...DEFAULT_RECORDING, mode: 'off' })
}

/** Sixteen bits, one channel. */
function toneWav(): Buffer {
  const samples = RATE_HZ * VOICE_S
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples * 2, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE_HZ, 24)
  header.writeUInt32LE(RATE_HZ * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples * 2, 40)
  const sound = Buffer.alloc(samples * 2)
  for (let at = 0; at < samples; at += 1)
    sound.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * TONE_HZ * at) / RATE_HZ)), at * 2)
  return Buffer.concat([header, sound])
}
