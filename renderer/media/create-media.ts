import type { CallId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { err, ok } from '#shared/lib/result'
import { CallRecordings } from './call-recordings'
import { Conference } from './conference'
import { measureSound } from './decode-sound'
import { devicesWished, labelOfUsed, listDevices, type DeviceWishes } from './device-list'
import { EchoTest } from './echo-test'
import { hidOfPage } from './headset/hid-port'
import { Headsets } from './headset/headsets'
import type { MediaHandlers, Report } from './main-port'
import { failure, microphoneTrouble } from './media-failure'
import { Meter } from './meter'
import { Microphone, type MicrophoneUser } from './microphone'
import { PeerCall } from './peer-call'
import { Sounds } from './sounds'
import { StatsBeat } from './stats-beat'

/** Plugging one headset in fires several events. */
const DEVICES_SETTLE_MS = 150

/** Everything that main can ask of the media window. */
export function createMedia(report: Report): MediaHandlers {
  const calls = new Map<CallId, PeerCall>()
  const tellStats = async (): Promise<void> => {
    for (const [callId, call] of calls) {
      const counted = await call.stats()
      if (counted && calls.has(callId)) report('stats', { callId, ...counted })
    }
  }
  const stats = new StatsBeat(systemClock, () => calls.size > 0, tellStats)
  const microphone = new Microphone()
  const conference = new Conference(() => [...calls.values()])
  const sounds = new Sounds()
  const recordings = new CallRecordings({ callOf: (callId) => calls.get(callId), sounds, report })
  const echo = new EchoTest(microphone)
  const meter = new Meter((levels) => {
    report('levels', levels)
  })
  let wished: DeviceWishes = { input: null, output: null, ring: null }
  /** What the wishes mean among the devices that are there now. */
  let devices = wished

  const headsets = new Headsets({ hid: hidOfPage(), clock: systemClock, report })
  void headsets.start()
  const tellLabels = async (): Promise<void> => {
    const found = await navigator.mediaDevices.enumerateDevices()
    headsets.setAudio({
      input: labelOfUsed(found, 'audioinput', devices.input),
      output: labelOfUsed(found, 'audiooutput', devices.output),
    })
  }

  const open = (callId: CallId): PeerCall => {
    const known = calls.get(callId)
    if (known) return known
    const call = new PeerCall({
      callId,
      microphone,
      output: devices.output,
      report,
      onPartChanged: () => {
        conference.refresh()
        recordings.refresh(callId)
      },
      onSentChanged: () => {
        recordings.refresh(callId)
      },
    })
    calls.set(callId, call)
    stats.begin()
    return call
  }
  const unknown = () => err(failure('unknownCall'))

  const meterUser: MicrophoneUser & { track: MediaStreamTrack | null } = {
    track: null,
    replaceTrack(track) {
      meterUser.track?.stop()
      meterUser.track = track
      measure(track)
    },
  }
  const measure = (track: MediaStreamTrack): void => {
    meter.start(new MediaStream([track]), () => [...sounds.streams, ...remoteStreams(calls)])
  }

  const followWishes = async (): Promise<void> => {
    const before = devices
    devices = devicesWished(await navigator.mediaDevices.enumerateDevices(), wished)
    if (before.input !== devices.input) await microphone.choose(devices.input)
    if (before.output !== devices.output || before.ring !== devices.ring) await sounds.choose(devices)
  }

  const applyOutputs = async (output: string | null): Promise<void> => {
    await Promise.all([...calls.values()].map((call) => call.chooseOutput(output)))
  }

  watchDevices(async () => {
    const list = await listDevices(navigator.mediaDevices, microphone.lastFailure)
    report('devicesChanged', list)
    await followWishes()
    await tellLabels()
    await microphone.handleDeviceChange(
      list.devices.filter(({ kind }) => kind === 'input').map(({ deviceId }) => deviceId),
    )
    await applyOutputs(devices.output)
  })

  return {
    createOffer({ callId, hold, iceRestart, muted }) {
      const call = open(callId)
      call.setMuted(muted)
      return call.createOffer(hold, iceRestart)
    },
    createAnswer({ callId, offer, hold, muted }) {
      const call = open(callId)
      call.setMuted(muted)
      return call.createAnswer(offer, hold)
    },
    applyAnswer: ({ callId, answer, isFinal }) => calls.get(callId)?.applyAnswer(answer, isFinal) ?? unknown(),
    rollback: ({ callId }) => calls.get(callId)?.rollback() ?? unknown(),
    setMuted({ callId, muted }) {
      const call = calls.get(callId)
      if (!call) return unknown()
      call.setMuted(muted)
      return ok(null)
    },
    sendDtmf: ({ callId, digits }) => calls.get(callId)?.sendDtmf(digits) ?? unknown(),
    startRecording: (wish) => recordings.start(wish),
    measureSound: ({ bytes }) => measureSound(bytes),
    setRecordingPaused: ({ callId, isPaused }) => recordings.setPaused(callId, isPaused),
    async stopRecording({ callId }) {
      await recordings.stop(callId)
      return null
    },
    close({ callId }) {
      void recordings.stop(callId)
      calls.get(callId)?.close()
      calls.delete(callId)
      conference.refresh()
      return null
    },
    setConference({ callIds }) {
      conference.set(callIds)
      return null
    },
    async setDevices(chosen) {
      wished = chosen
      await followWishes()
      await Promise.all([applyOutputs(devices.output), tellLabels()])
      return null
    },
    playSound: (played) => sounds.play(played),
    stopSound() {
      sounds.stop()
      return null
    },
    async startMeter() {
      if (meterUser.track) return 'started'
      const opened = await microphone.acquire(meterUser)
      if (opened.ok) {
        meterUser.track = opened.value.track
        measure(opened.value.track)
        return 'started'
      }
      return microphoneTrouble(opened.error)
    },
    stopMeter() {
      meter.stop()
      meterUser.track?.stop()
      meterUser.track = null
      microphone.release(meterUser)
      return null
    },
    recordEcho: async () => (calls.size > 0 ? 'busy' : echo.record()),
    playEcho: () => echo.play(devices.output),
    dropEcho() {
      echo.drop()
      return null
    },
    listDevices: () => listDevices(navigator.mediaDevices, microphone.lastFailure),
    setHeadset({ choice }) {
      headsets.setChoice(choice)
      return null
    },
    setHeadsetHost(host) {
      headsets.setHost(host)
      return null
    },
    listHeadsets: () => headsets.list(),
  }
}

function remoteStreams(calls: ReadonlyMap<CallId, PeerCall>): readonly MediaStream[] {
  return [...calls.values()].flatMap(({ remoteStream }) => remoteStream ?? [])
}

function watchDevices(handle: () => Promise<void>): void {
  let settling: Disposable | null = null
  navigator.mediaDevices.addEventListener('devicechange', () => {
    settling?.dispose()
    settling = systemClock.schedule(DEVICES_SETTLE_MS, () => void handle())
  })
}
