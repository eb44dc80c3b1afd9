import type { ActionId } from '#shared/domain/keys/actions'
import type { KeyLike } from '#shared/domain/keys/shortcut'

import { isAction } from '../../../ui/keys/key-table'

const CALL_ACTIONS = [
  'answer',
  'hangUp',
  'mute',
  'hold',
  'pad',
  'endAndAnswer',
  'swap',
  'transfer',
  'join',
  'record',
  'stopRecording',
  'redial',
  'remark',
] as const satisfies readonly ActionId[]

export type CallKeyAction = (typeof CALL_ACTIONS)[number]

/** `repeat` comes while a key is held down; a call is not answered, held and resumed by that. */
export function callKeyAction(event: KeyLike & { readonly repeat: boolean }): CallKeyAction | null {
  if (event.repeat) return null
  return CALL_ACTIONS.find((action) => isAction(event, action)) ?? null
}
