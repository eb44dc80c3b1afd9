import { session } from 'electron'

import { cache as cacheContract } from '#shared/contract/ipc/cache'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { currentEntrance } from '../hub/entrance'
import { osKeyring } from '../settings/os-keyring'
import { showEntrance } from '../windows/desk-window'
import { openCarriedFile } from './carried-file'
import { CacheForms } from './cache-forms'
import { CacheKeys } from './cache-keys'

/** The database of this computer's own hub's desk (renderer/data/database.ts). */
const OWN_CACHE = 'otklik-desk'

export interface RunningCache {
  /** The desk is about to open a cache: what is set by now counts. */
  readonly decideAnew: () => void
  /** Nothing is left of it: neither is its key. */
  readonly forget: (cache: string) => void
  /** Other windows let go of their database; the desk opens its own anew. */
  readonly onAnew: (listener: () => void) => Disposable
}

/** The encryption of the windows' database (docs/adr/0065). */
export function startCache({ userData, settings, clock, logger: log, router, desk, owned }: Context): RunningCache {
  const logger = log.child('cache')
  const keys = new CacheKeys(userData, osKeyring, logger, clock)
  const forms = new CacheForms({
    keys,
    isWished: () => settings.get().encryptCache,
    canKeepKey: () => osKeyring.isAvailable(),
  })
  const carried = openCarriedFile(userData)
  const anew = owned.add(
    new Emitter<null>((error) => {
      logger.error('a window could not let go of its database', { error: describeError(error) })
    }),
  )
  const current = (): string => {
    const entrance = currentEntrance()
    return (entrance.page === 'desk' ? entrance.cache : null) ?? OWN_CACHE
  }
  const openAnew = (): void => {
    forms.decideAnew()
    anew.emit(null)
    showEntrance(desk.window, currentEntrance())
  }
  router.handle(cacheContract, {
    getForm({ cache }) {
      const form = forms.formFor(cache)
      logger.info('a window opens its cache', { form: form.form })
      return form.form === 'sealed' ? { ...form, carried: carried.read(cache) } : form
    },
    async wipe({ cache, carried: rows }) {
      carried.write(cache, rows)
      try {
        await session.defaultSession.clearStorageData({ storages: ['indexdb'] })
        return true
      } catch (error) {
        logger.error('the files of the database could not be deleted', { error: describeError(error) })
        return false
      }
    },
    noteSettled({ cache, form }) {
      carried.remove(cache)
      forms.noteSettled(cache, form)
      return null
    },
    getState: () => ({ form: forms.formOf(current()), canKeepKey: osKeyring.isAvailable() }),
    applyNow() {
      openAnew()
      return null
    },
    giveKeyUp() {
      logger.warn('the key of the cache is given up: the cache begins anew')
      forms.forget(current())
      openAnew()
      return null
    },
  })
  return {
    decideAnew: () => {
      forms.decideAnew()
    },
    forget: (cache) => {
      forms.forget(cache)
    },
    onAnew: (listener) => anew.on(listener),
  }
}
