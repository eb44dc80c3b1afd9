import { expect } from '@playwright/test'

import { listen, TONE_SHARE } from '../../lib/heard'
import { interop } from '../interop-table'
import { test } from '../interop-test'
import { MediaDesk } from './media-desk'

let own: MediaDesk

test.afterEach(async () => {
  await own.close()
})

const reload = '[K11] reloading the desk window during a call loses no sound'
const reloaded = {
  feature: 'desk reloaded in a call',
  media: 'WebRTC',
  peer: 'baresip behind Kamailio and rtpengine',
} as const
test(reload, interop(reloaded, 'ws'), async ({ rig }) => {
  own = await MediaDesk.launch(rig, 'ws', 'WebRTC')
  await own.talk()
  await own.hearsTone()
  const media = await own.media()
  const reloading = own.desk.page.reload()
  expect((await listen(media, 440)).share).toBeGreaterThan(TONE_SHARE)
  await reloading
  expect((await listen(media, 440)).share).toBeGreaterThan(TONE_SHARE)
  await expect(own.desk.callBar.getByRole('button', { name: /^Завершить звонок/ })).toBeVisible()
  await own.endsAll()
})

const killed = '[K8] [K11] the gateway killed in the middle of a call: the voice returns'
const gateway = {
  feature: 'gateway killed in a call',
  media: 'RTP',
  peer: 'baresip, media without a server between',
} as const
test(killed, interop(gateway, 'tcp'), async ({ rig }) => {
  own = await MediaDesk.launch(rig, 'tcp', 'RTP')
  const phone = await own.talk()
  await own.hearsTone()
  const pid = await own.app.gatewayPid()
  if (pid === null) throw new Error('No gateway process is running')
  process.kill(pid, 'SIGKILL')
  await own.hearsNothing()
  await own.hearsTone()
  await own.isHeardBy(phone)
  expect(await own.app.gatewayPid()).not.toBe(pid)
  await own.endsAll()
})
