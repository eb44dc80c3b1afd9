import { describeError, type Logger } from '#shared/lib/logger'

/**
 * Asks that the window's database never be thrown away. By default it lies in a "best-effort" bucket (Storage
 * standard, §4.3), which Chromium may evict when the disk runs full, and with it messages that wait for the hub.
 */
export async function keepStorage(storage: Pick<StorageManager, 'persist'>, logger: Logger): Promise<void> {
  try {
    if (!(await storage.persist())) logger.warn('the storage may be evicted')
  } catch (error) {
    logger.warn('the storage could not be made to stay', { error: describeError(error) })
  }
}
