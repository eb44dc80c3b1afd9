import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { addressOf } from './team/hub-address'

/**
 * What the desk window opens with: the desk on the cache of one person at one hub, or the sign-in screen. Known before
 * the first window, hence read like the window's place: without schemas, and whatever is not as expected as absent.
 */
export type Entrance =
  /** `cache`, `hubOrigin`: `null` with the hub of this computer. */
  | { readonly page: 'desk'; readonly cache: string | null; readonly hubOrigin: string | null }
  | { readonly page: 'signIn' }

/** What of `hub-place.json` decides it (settings/hub-place-store.ts). */
export interface PlaceFacts {
  readonly place: 'alone' | 'team' | null
  readonly url: string | null
  readonly session: { readonly cache: string } | null
  readonly toEmpty: readonly unknown[]
}

/** Where nobody has chosen: ask, take the hub of this computer, or begin at a team's hub. `isLocked`: nobody may choose. */
export type Preset =
  | { readonly kind: 'ask' }
  | { readonly kind: 'alone'; readonly isLocked?: true }
  | { readonly kind: 'team'; readonly url: string; readonly isLocked?: true }

export const PLACE_FILE = 'hub-place'

let current: Entrance = { page: 'desk', cache: null, hubOrigin: null }

export function currentEntrance(): Entrance {
  return current
}

/** The one origin besides our own that pages may speak to; `null`: ports of this computer. */
export function currentHubOrigin(): string | null {
  return current.page === 'desk' ? current.hubOrigin : null
}

export function setEntrance(entrance: Entrance): void {
  current = entrance
}

export function entranceOf({ place, url, session, toEmpty }: PlaceFacts, preset: Preset): Entrance {
  // What somebody left is emptied before anybody sees anything.
  if (toEmpty.length > 0) return { page: 'signIn' }
  const chosen = lockOf(preset) ?? place ?? (preset.kind === 'ask' ? null : preset.kind)
  // Whoever is signed in elsewhere than the company says is led out first (workplace.ts).
  if (session !== null && isElsewhere({ place, url }, preset)) return { page: 'signIn' }
  if (chosen === 'alone') return { page: 'desk', cache: null, hubOrigin: null }
  if (chosen === 'team' && url !== null && session !== null)
    return { page: 'desk', cache: session.cache, hubOrigin: new URL(url).origin }
  return { page: 'signIn' }
}

/** The one place where this computer may work; `null`: the person chooses. */
export function lockOf(preset: Preset): 'alone' | 'team' | null {
  return preset.kind !== 'ask' && preset.isLocked === true ? preset.kind : null
}

/** A place was chosen before, and it is not the one that the company has locked since. */
export function isElsewhere({ place, url }: Pick<PlaceFacts, 'place' | 'url'>, preset: Preset): boolean {
  if (lockOf(preset) === null || place !== 'team') return false
  return preset.kind !== 'team' || url === null || new URL(url).origin !== new URL(preset.url).origin
}

/** What the company says of it (policy `workplace.hub`), above or below the environment. */
export interface HubRule {
  readonly locked: string | undefined
  readonly preset: string | undefined
}

/** A lock is above `OTKLIK_HUB`, which is above a preset. */
export function presetOf(userData: string, isInstalled: boolean, wish: string | undefined, rule: HubRule): Preset {
  const asLocked = rule.locked === undefined ? null : readPreset(userData, isInstalled, rule.locked)
  if (asLocked === null || asLocked.kind === 'ask') return readPreset(userData, isInstalled, wish ?? rule.preset)
  return { ...asLocked, isLocked: true }
}

/**
 * `OTKLIK_HUB`: `ask`, `alone`, or the address of a team's hub. Without it an installed Otklik asks at its first start;
 * one that has worked with its own hub before goes on with it.
 */
export function readPreset(userData: string, isInstalled: boolean, wish: string | undefined): Preset {
  if (wish !== undefined && /^https?:\/\//i.test(wish)) return { kind: 'team', url: wish }
  if (wish === 'ask') return { kind: 'ask' }
  return { kind: wish === 'alone' || !isInstalled || existsSync(join(userData, 'hub')) ? 'alone' : 'ask' }
}

export function readEntrance(userData: string, preset: Preset): Entrance {
  return entranceOf(readFacts(join(userData, `${PLACE_FILE}.json`)), preset)
}

const NO_FACTS: PlaceFacts = { place: null, url: null, session: null, toEmpty: [] }

function readFacts(path: string): PlaceFacts {
  if (!existsSync(path)) return NO_FACTS
  try {
    return parseFacts(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError) return NO_FACTS
    throw error
  }
}

function parseFacts(value: unknown): PlaceFacts {
  if (typeof value !== 'object' || value === null) return NO_FACTS
  const { place, url, session, toEmpty } = value as Partial<Record<keyof PlaceFacts, unknown>>
  return {
    place: place === 'alone' || place === 'team' ? place : null,
    url: typeof url === 'string' && addressOf(url) ? url : null,
    session: hasCache(session) ? session : null,
    toEmpty: Array.isArray(toEmpty) ? toEmpty : [],
  }
}

function hasCache(value: unknown): value is { readonly cache: string } {
  return typeof value === 'object' && value !== null && 'cache' in value && typeof value.cache === 'string'
}
