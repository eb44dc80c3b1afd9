import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What the rig runs and the Debian or Ubuntu package that brings it. */
const PROGRAMS = {
  kamailio: 'kamailio kamailio-websocket-modules kamailio-tls-modules',
  rtpengine: 'rtpengine',
  baresip: 'baresip',
  sipp: 'sip-tester',
  openssl: 'openssl',
} as const

export type ProgramName = keyof typeof PROGRAMS

/** Throws one sentence with the exact command that helps. */
export function requirePrograms(names: readonly ProgramName[]): void {
  const missing = names.filter((name) => findProgram(name) === undefined)
  if (missing.length === 0) return
  const packages = missing.map((name) => PROGRAMS[name]).join(' ')
  throw new Error(
    `Expected ${missing.join(', ')} on this machine; run: apt-get install -y --no-install-recommends ${packages}`,
  )
}

export function findProgram(name: ProgramName): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Not there or not ours to run: the search goes on.
    return false
  }
}
