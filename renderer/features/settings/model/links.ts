import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { KeyStates, LinkOpener, LinksContract } from '#shared/contract/ipc/links'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let requests: RequestsOf<LinksContract> | null = null
let keys: Mirror<KeyStates> | null = null

export function linksRequests(): RequestsOf<LinksContract> {
  requests ??= createClient<LinksContract>('links')
  return requests
}

export function useKeyStates(): KeyStates | null {
  keys ??= createMirror<KeyStates>(linksRequests().getKeys, (listener) =>
    onEvent<LinksContract, 'keysChanged'>('links', 'keysChanged', listener),
  )
  return useStore(keys, (state) => state.value)
}

/** Every kind of link is ours; one that is not has to be seen. */
export function areOurs(openers: readonly LinkOpener[]): boolean {
  return openers.every(({ opener }) => opener.kind === 'otklik')
}
