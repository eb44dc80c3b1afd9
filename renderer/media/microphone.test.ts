import { describe, expect, it, vi } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { Microphone, type MicrophoneUser } from './microphone'

class FakeTrack extends EventTarget {
  isStopped = false
  constructor(readonly deviceId: string) {
    super()
  }
  getSettings() {
    return { deviceId: this.deviceId }
  }
  clone() {
    return new FakeTrack(this.deviceId)
  }
  stop() {
    this.isStopped = true
  }
}

vi.mock('./silence', () => ({ createSilence: () => ({ track: new FakeTrack('silence'), dispose: () => {} }) }))

/** Inputs that are plugged in; the first is the system's default. */
class FakeDevices {
  readonly opened: FakeTrack[] = []
  isRefused = false
  constructor(public inputs: string[]) {}

  getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }) {
    const wanted = audio.deviceId?.exact
    const found = wanted === undefined ? this.inputs[0] : this.inputs.find((id) => id === wanted)
    if (this.isRefused) return Promise.reject(named('NotAllowedError'))
    if (found === undefined)
      return Promise.reject(named(wanted === undefined ? 'NotFoundError' : 'OverconstrainedError'))
    const track = new FakeTrack(found)
    this.opened.push(track)
    return Promise.resolve({ getAudioTracks: () => [track] })
  }

  unplug(id: string) {
    this.inputs = this.inputs.filter((input) => input !== id)
    for (const track of this.opened)
      if (track.deviceId === id && !track.isStopped) track.dispatchEvent(new Event('ended'))
  }
}

const named = (name: string) => Object.assign(new Error(name), { name })

function setUp(inputs: string[]) {
  const devices = new FakeDevices(inputs)
  // The fake has the one method that is used.
  const microphone = new Microphone(devices as unknown as MediaDevices)
  const heard: string[] = []
  const user: MicrophoneUser = {
    replaceTrack: (track, change) => void heard.push(`${change} ${track.getSettings().deviceId ?? ''}`),
  }
  return { devices, microphone, heard, user }
}

const settled = () => new ManualClock().advanceAsync(0)

describe('the microphone', () => {
  it('is opened once for all and closed after the last', async () => {
    const { devices, microphone, user } = setUp(['built-in'])
    const other: MicrophoneUser = { replaceTrack: () => {} }
    const [first] = await Promise.all([microphone.acquire(user), microphone.acquire(other)])
    expect(first).toMatchObject({ ok: true, value: { isFallback: false } })
    expect(devices.opened).toHaveLength(1)
    microphone.release(user)
    expect(devices.opened[0]?.isStopped).toBe(false)
    microphone.release(other)
    microphone.release(other)
    expect(devices.opened[0]?.isStopped).toBe(true)
  })

  it('falls back on the default when the chosen one is not there, and says so', async () => {
    const { microphone, user } = setUp(['built-in'])
    await microphone.choose('headset')
    expect(await microphone.acquire(user)).toMatchObject({ ok: true, value: { isFallback: true } })
    expect(microphone.openDeviceId).toBe('built-in')
  })

  it('tells why none could be opened', async () => {
    const { devices, microphone, user } = setUp([])
    expect(await microphone.acquire(user)).toEqual({
      ok: false,
      error: { reason: 'noMicrophone', detail: 'NotFoundError' },
    })
    devices.isRefused = true
    expect(await microphone.acquire(user)).toEqual({
      ok: false,
      error: { reason: 'microphoneRefused', detail: 'NotAllowedError' },
    })
    expect(microphone.lastFailure?.reason).toBe('microphoneRefused')
  })

  it('changes under a call when another is chosen', async () => {
    const { devices, microphone, user, heard } = setUp(['built-in', 'headset'])
    await microphone.acquire(user)
    await microphone.choose('headset')
    expect(heard).toEqual(['switched headset'])
    expect(devices.opened.map(({ deviceId, isStopped }) => [deviceId, isStopped])).toEqual([
      ['built-in', true],
      ['headset', false],
    ])
  })

  it('[H4] survives unplugging and comes back to the chosen one when it does', async () => {
    const { devices, microphone, user, heard } = setUp(['built-in', 'headset'])
    await microphone.choose('headset')
    await microphone.acquire(user)
    devices.unplug('headset')
    await settled()
    devices.inputs.push('headset')
    await microphone.handleDeviceChange(devices.inputs)
    expect(heard).toEqual(['fellBack built-in', 'switched headset'])
  })

  it('gives silence when the last one goes, and sound again when one comes', async () => {
    const { devices, microphone, user, heard } = setUp(['built-in'])
    await microphone.acquire(user)
    devices.unplug('built-in')
    await settled()
    await microphone.handleDeviceChange([])
    devices.inputs.push('usb')
    await microphone.handleDeviceChange(devices.inputs)
    expect(heard).toEqual(['lost silence', 'switched usb'])
  })

  it('keeps the open one when the chosen cannot be opened', async () => {
    const { devices, microphone, user, heard } = setUp(['built-in'])
    await microphone.acquire(user)
    devices.isRefused = true
    await microphone.choose('headset')
    expect(heard).toEqual([])
    expect(devices.opened[0]?.isStopped).toBe(false)
  })

  it('does nothing on a change of devices when nobody speaks', async () => {
    const { devices, microphone } = setUp(['built-in'])
    await microphone.handleDeviceChange(devices.inputs)
    await microphone.choose('built-in')
    expect(devices.opened).toEqual([])
  })
})
