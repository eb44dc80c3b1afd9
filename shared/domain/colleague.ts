import type { LineUse } from './dialog-info/watched-line'
import type { SipAccountId } from './ids'

/** Somebody whose line is shown: who is free to take a client, and whose telephone rings unheard (spec K13). */
export interface Colleague {
  readonly id: string
  /** The own line over which theirs is asked about. */
  readonly accountId: SipAccountId
  /** As it is dialled: an extension, or `name@host`. */
  readonly number: string
  /** `null`: the number stands for it. */
  readonly name: string | null
}

/**
 * Why nothing is known:
 * - `asking` the PBX has not answered yet; `lineDown` our own line is not connected
 * - `forbidden` it does not let this line look (403); `notFound` it knows no such extension
 * - `notSupported` it tells nobody about lines (489); `noReply` no answer, it is asked again
 * - `unreadable` what it says is no state of a line
 */
export type UnknownWhy = 'asking' | 'lineDown' | 'forbidden' | 'notFound' | 'notSupported' | 'noReply' | 'unreadable'

export type ColleaguePresence = { readonly kind: LineUse } | { readonly kind: 'unknown'; readonly why: UnknownWhy }

export interface ColleagueSnapshot extends Colleague {
  readonly presence: ColleaguePresence
  /** Who rings there, where the PBX tells. */
  readonly caller: { readonly name: string | null; readonly number: string | null } | null
  /** A call rings there, and there is a way to take it. */
  readonly canPickUp: boolean
}
