/** Where the programs of a rig listen. */
export interface RigPlace {
  readonly host: string
  /** The network namespace that they run in; the test's own where it is left out. */
  readonly namespace?: string
}

export const LOOPBACK: RigPlace = { host: '127.0.0.1' }
