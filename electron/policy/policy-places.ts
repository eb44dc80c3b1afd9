import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

import type { PolicyLayer } from '#shared/contract/policy/policy'
import { foreignHands } from './foreign-hands'
import { parseText, readPolicyFile } from './read-file'
import { parseRegistry, REGISTRY_COMMAND, REGISTRY_KEY } from './registry'

export const LINUX_POLICY_FILE = '/etc/otklik/policy.json'
/** Also the identifier of the program on macOS. */
export const MACOS_DOMAIN = 'ru.otklik.desk'

const READ_PATIENCE_MS = 5_000

/** Where a system keeps what the company has set. Reading is quick, and never throws: what failed is a layer that says so. */
export type ReadLayers = () => readonly PolicyLayer[]

/** Runs a program of the system and answers with what it printed. Throws where it could not. */
export type RunProgram = (file: string, args: readonly string[]) => string

export interface PlacesOptions {
  readonly platform: NodeJS.Platform
  readonly userName: string
  readonly run: RunProgram
  readonly exists: (path: string) => boolean
  /** Only a build from source has one: who starts an installed Otklik must not choose whose policy it obeys. */
  readonly file: string | null
}

export function policyPlaces({ platform, userName, run, exists, file }: PlacesOptions): ReadLayers {
  if (file !== null) return () => [readPolicyFile(file)].filter((layer) => layer !== null)
  if (platform === 'win32') return () => readRegistry(run)
  if (platform === 'darwin') return () => readProfiles(userName, run, exists)
  return () => readCompanysFile(LINUX_POLICY_FILE)
}

export const runProgram: RunProgram = (file, args) => {
  const { error, stdout } = spawnSync(file, args, {
    encoding: 'utf8',
    timeout: READ_PATIENCE_MS,
    windowsHide: true,
    windowsVerbatimArguments: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (error) throw error
  return stdout
}

export const isThere: PlacesOptions['exists'] = existsSync

/** Of the administrator alone: a lock that its object may write is none. */
export function readCompanysFile(path: string, findForeign = foreignHands): readonly PolicyLayer[] {
  if (!existsSync(path)) return []
  try {
    const foreign = findForeign(path)
    if (foreign !== null) return [{ where: path, kind: 'failed', problem: 'othersMayWrite', detail: foreign }]
  } catch (error) {
    return [{ where: path, kind: 'failed', problem: 'unreadable', detail: nameOf(error) }]
  }
  const layer = readPolicyFile(path)
  return layer === null ? [] : [layer]
}

function readRegistry(run: RunProgram): readonly PolicyLayer[] {
  try {
    return parseRegistry(run('cmd.exe', ['/d', '/s', '/c', `"${REGISTRY_COMMAND}"`]))
  } catch (error) {
    return [
      { where: `HKEY_LOCAL_MACHINE\\${REGISTRY_KEY}`, kind: 'failed', problem: 'unreadable', detail: nameOf(error) },
    ]
  }
}

/** What the system made of the profiles: for this computer, then for this person. */
function readProfiles(userName: string, run: RunProgram, exists: PlacesOptions['exists']): readonly PolicyLayer[] {
  return [
    `/Library/Managed Preferences/${MACOS_DOMAIN}.plist`,
    `/Library/Managed Preferences/${userName}/${MACOS_DOMAIN}.plist`,
  ]
    .filter(exists)
    .map((path) => {
      try {
        return parseText(path, run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]))
      } catch (error) {
        return { where: path, kind: 'failed', problem: 'unreadable', detail: nameOf(error) }
      }
    })
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
