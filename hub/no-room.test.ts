import { afterEach, expect, it } from 'vitest'

import { TestDesk } from './testing/desk'
import { PREPARING_MS } from './testing/test-folder'
import { startTestHub, type TestHub } from './testing/test-hub'
import { WallScreen } from './testing/wall-screen'

/** More than any disk has. */
const ALL_OF_IT_MB = 10_000_000

let hub: TestHub
afterEach(() => hub.stop())

it(
  '[M15] a hub that has less free than is to stay free takes no files and says so; conversations go on',
  async () => {
    hub = await startTestHub({ options: { diskReserveMB: ALL_OF_IT_MB } })
    await hub.connect()
    const id = hub.newId()
    const upload = () =>
      hub.request(`/api/uploads/${id}`, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: 'картинка' })
    const refused = await upload()
    expect([refused.status, await refused.json()]).toEqual([
      507,
      { error: 'diskFull', message: expect.stringMatching(/MB are free.*stay free for the database/) as string },
    ])
    expect((await hub.request(`/files/${id}`)).status).toBe(404)

    // What a platform sends stays with the platform for now; the driver asks again.
    expect(await hub.drivers[0]?.host.saveFile(Buffer.from('звук'), 'audio/mp4', null)).toBeNull()

    const wall = await WallScreen.open(hub.url)
    wall.send({ type: 'live' })
    const told = await wall.until(() => wall.frames.find((frame) => frame.type === 'extent'))
    expect(told).toMatchObject({
      disk: { reserveBytes: ALL_OF_IT_MB * 1024 * 1024, freeBytes: expect.any(Number) as number },
    })
    wall.close()
    const desk = await TestDesk.open(hub.url)
    desk.hello()
    await desk.caughtUp()
    desk.close()
  },
  PREPARING_MS,
)

it(
  '[M15] a reserve of 0 keeps nothing back, and the wall speaks of no disk',
  async () => {
    hub = await startTestHub({ options: { diskReserveMB: 0 } })
    const upload = await hub.request(`/api/uploads/${hub.newId()}`, {
      method: 'PUT',
      headers: { 'content-type': 'image/png' },
      body: 'картинка',
    })
    expect(upload.status).toBe(200)
    const wall = await WallScreen.open(hub.url)
    wall.send({ type: 'live' })
    const told = await wall.until(() => wall.frames.find((frame) => frame.type === 'extent'))
    expect(told).toMatchObject({ disk: null })
    wall.close()
  },
  PREPARING_MS,
)
