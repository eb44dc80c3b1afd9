import { closeCasesLeftBehind } from './cases/channel-cases'
import { connectDemo } from './demo'
import { listenAsBefore, portOf } from './listening'
import { HubMetrics } from './metrics/hub-metrics'
import { calledBackDone, wasCalledBack } from './moving/moved-mark'
import { doubtWhatWaits } from './restored'
import type { HubOptions, RunningHub } from './hub-options'
import type { Ground, HubParts } from './hub-parts'

/** Begins all parts in their order, and ends them in theirs. */
export async function runParts(options: HubOptions, ground: Ground, parts: HubParts): Promise<RunningHub> {
  const { store, server, front, release } = ground
  const {
    logger,
    newId,
    queue,
    actions,
    wake,
    entrance,
    talk,
    around,
    telephony,
    pages,
    notices,
    reportLetters,
    pushes,
    channels,
    between,
    presence,
    drafts,
    feed,
    hooks,
    calls,
    wrapUps,
    router,
    timers,
    bots,
    pbx,
    exchange,
    portal,
    listener,
    wall,
    desks,
    housekeeping,
    sealer,
    retention,
    erasures,
    looked,
    room,
    wakeAll,
  } = parts

  // Where other hubs are at work, each channel is put in order by whoever takes it.
  if (!store.isShared) {
    await queue.recover()
    await actions.recover()
    if (wasCalledBack(options.dataFolder)) {
      await store.write((tx) => doubtWhatWaits(tx, newId))
      calledBackDone(options.dataFolder)
    }
  }
  await store.write((tx) => closeCasesLeftBehind(tx, newId))
  await room.start()
  await wall.start()
  const port = front ? portOf(server) : await listenAsBefore(server, store, options.port)
  await channels.start()
  await connectDemo(options, { store, channels, logger })
  await bots.begin()
  wakeAll()
  await Promise.all([notices, reportLetters, pushes, pbx, housekeeping, sealer, retention].map((one) => one.begin()))
  erasures.start()
  if (store.isShared) {
    // What another hub's desks wrote may be for a channel of this one.
    store.committed.on((changes) => {
      if (changes.some(({ entity }) => entity === 'message' || entity === 'chat')) wake()
    })
  }
  store.resumed.on((why) => {
    wakeAll()
    // Desks would be led past what this hub could not read: they come back with their cursors.
    if (why === 'missed') desks.sendAway()
  })
  store.presence?.on((presence) => {
    front?.setNotReady(presence === 'away' ? 'databaseAway' : null)
    if (presence === 'away') desks.sendAway()
  })
  const metrics =
    front &&
    new HubMetrics(
      { version: options.appVersion, store, channels, room, desks: () => desks.size, pages: () => pages.size },
      front.requests,
    )
  if (front && metrics) front.open(listener, metrics, () => room.state.isLow)
  logger.info('hub is up', { port })

  return {
    port,
    databaseSetAside: store.setAside,
    async settled() {
      // Each may wake the others.
      const works = () =>
        [router, wrapUps, timers, bots.current, queue, pushes.current, telephony].filter((work) => work !== null)
      while (works().some(({ isBusy }) => isBusy)) await Promise.all(works().map((work) => work.idle()))
    },
    async stop() {
      front?.setNotReady('stopping')
      room.dispose()
      await housekeeping.stop()
      await retention.stop()
      await erasures.stop()
      await sealer.stop()
      desks.close()
      entrance.dispose()
      portal.close()
      exchange.dispose()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      looked.dispose()
      await looked.flush()
      await channels.stop()
      await hooks.stop()
      between.dispose()
      pages.dispose()
      calls.dispose()
      presence.dispose()
      drafts.dispose()
      around.dispose()
      talk.dispose()
      metrics?.dispose()
      actions.stop()
      await wall.stop()
      await Promise.all([bots, notices, reportLetters, pushes, pbx].map((one) => one.stop()))
      await queue.stop()
      timers.dispose()
      router.dispose()
      wrapUps.dispose()
      await Promise.all([timers.idle(), router.idle(), wrapUps.idle()])
      feed.dispose()
      await store.close()
      release()
      logger.info('hub has stopped')
    },
  }
}
