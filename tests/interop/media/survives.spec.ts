import { expect } from '@playwright/test'

import { heardSince, watchHeard } from '../../lib/heard-gaps'
import { LiveWindow } from '../../lib/live-window'
import { waitUntil } from '../../lib/wait-until'
import { interop } from '../interop-table'
import { test } from '../interop-test'
import { MediaDesk } from './media-desk'

/** A syllable: what is shorter a listener takes for the line. */
const NOTICED_MS = 250

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
  // All the while, and by what is heard between: one look would say little of it, and on a busy computer be wrong.
  const media = new LiveWindow(own.app, 'media.html')
  const listener = await watchHeard(media)
  await waitUntil(async () => (await heardSince(media))?.firstHeardAt != null)
  await own.desk.page.reload()
  await own.app.deskWindow()
  await expect(own.desk.callBar.getByRole('button', { name: /^Завершить звонок/ })).toBeVisible()
  const heard = await heardSince(media)
  test.info().annotations.push({ type: 'longest silence', description: `${String(heard?.longestSilenceMs)} ms` })
  expect(heard?.id, 'the same window listens').toBe(listener)
  expect(heard?.longestSilenceMs).toBeLessThan(NOTICED_MS)
  await own.hearsTone()
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
