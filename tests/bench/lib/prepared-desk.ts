import type { StartedElectron } from './started-electron'

/** A desk on a profile that was used before, and the empty window beside it. */
export interface PreparedDesk {
  start(): Promise<StartedElectron>
  startFloor(): Promise<StartedElectron>
  dispose(): Promise<void>
}
