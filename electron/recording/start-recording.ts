import { join } from 'node:path'

import { shell } from 'electron'

import type { HandlersOf } from '#shared/contract/define'
import { recordings, type RecordingsContract } from '#shared/contract/ipc/recordings'
import { recordingPolicy } from '#shared/contract/recording'
import type { CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { fetchFromHub } from '../hub/hub-files'
import type { RunningHub } from '../hub/start-hub'
import type { MediaPort } from '../media/media-port'
import { repeat } from '../repeat'
import { openJsonStore } from '../settings/json-store'
import { createAnnouncementFiles } from './announcement-file'
import { CallRecorder } from './call-recorder'
import { checkAnnouncement } from './check-announcement'
import { createPolicySource } from './policy-source'
import { RecordingFiles } from './recording-files'

const SWEEP_EVERY_MS = 6 * 3_600_000

export interface RunningRecorder {
  handleCalls(calls: readonly CallSnapshot[]): void
  /** At quit: the last pieces reach the disk. */
  settle(): Promise<void>
}

/** Recording with its rule, its files and what the desk window may ask of them. */
export function startRecording(context: Context, hub: RunningHub, media: MediaPort): RunningRecorder {
  const { userData, clock, owned, router, send } = context
  const logger = context.logger.child('recording')
  const files = new RecordingFiles(join(userData, 'recordings'), logger)
  const tell = (): void => {
    send(recordings, 'nowChanged', recorder.now())
  }
  const store = openJsonStore({
    folder: userData,
    name: 'recording-policy',
    schema: recordingPolicy,
    defaults: DEFAULT_RECORDING,
    logger,
    clock,
  })
  const policy = createPolicySource(store, hub.client, tell)
  const announcements = createAnnouncementFiles(
    join(userData, 'announcement'),
    async (fileId) => {
      const { status, bytes } = await fetchFromHub(fileId, null)
      return status === 200 ? Uint8Array.from(bytes) : null
    },
    logger,
  )
  const announcement = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
    const wished = policy.get().announcement
    const bytes = wished && (await announcements.read(wished.fileId))
    if (wished && !bytes) logger.warn('the announcement is not here, a tone is played')
    return bytes
  }
  const recorder = owned.add(
    new CallRecorder({
      media,
      files,
      policy: policy.get,
      announcement,
      clock,
      logger,
      onChanged: tell,
      onFile: () => {
        send(recordings, 'filesChanged', null)
      },
    }),
  )
  const refresh = (): void => {
    // Fetched with the rule, so that it is here when a talk begins.
    const refreshed = policy.refresh().then(() => announcement())
    refreshed.catch((error: unknown) => {
      logger.error('the rule of recording could not be read', { error: describeError(error) })
    })
  }
  const sweep = (): void => {
    const { keepDays } = policy.get()
    if (keepDays === null) return
    files.sweep(keepDays, clock.now()).then(
      (deleted) => {
        if (deleted === 0) return
        logger.info('old recordings deleted', { count: deleted })
        send(recordings, 'filesChanged', null)
      },
      (error: unknown) => {
        logger.error('old recordings were not looked through', { error: describeError(error) })
      },
    )
  }
  owned.add(
    hub.onChanged(({ kind }) => {
      if (kind === 'ready') refresh()
    }),
  )
  owned.add(repeat(clock, SWEEP_EVERY_MS, sweep))
  sweep()
  router.handle(
    recordings,
    handlersOf(recorder, files, media, () => policy.refresh()),
  )

  let known: ReadonlySet<CallId> = new Set()
  return {
    handleCalls(calls) {
      // While it rings there is time to hear what the rule is by now.
      if (calls.some(({ id }) => !known.has(id))) refresh()
      known = new Set(calls.map(({ id }) => id))
      recorder.handleCalls(calls)
    },
    settle: () => recorder.settle(),
  }
}

function handlersOf(
  recorder: CallRecorder,
  files: RecordingFiles,
  media: MediaPort,
  refreshPolicy: () => Promise<void>,
): HandlersOf<RecordingsContract> {
  return {
    getNow: () => recorder.now(),
    start: ({ callId }) => recorder.start(callId),
    pause: ({ callId }) => recorder.pause(callId),
    resume: ({ callId }) => recorder.resume(callId),
    stop: ({ callId }) => recorder.stop(callId),
    find: ({ callIds }) =>
      callIds.flatMap((callId) => {
        const parts = files.partsOf(callId)
        return parts > 0 ? [{ callId, parts }] : []
      }),
    read: ({ callId, part }) => files.read(callId, part),
    showInFolder({ callId }) {
      const path = files.pathOf(callId, 1)
      if (path !== null) shell.showItemInFolder(path)
      return path !== null
    },
    checkAnnouncement: ({ bytes }) => checkAnnouncement(media, bytes),
    async refreshPolicy() {
      await refreshPolicy()
      return null
    },
  }
}
