import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** Profiles and databases of a run are some hundred megabytes, and browsers keep pictures there too. */
const ENOUGH_BYTES = 4 * 2 ** 30

/** Where tests put what they throw away. In memory where there is room: databases flush every commit to the disk. */
export function temporaryFolder() {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize >= ENOUGH_BYTES ? IN_MEMORY : tmpdir()
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EACCES') return tmpdir()
    throw error
  }
}
