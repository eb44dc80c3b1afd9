import type { BotId } from './ids'

/** A bot that can take cases. What it needs besides its name (secret, menu) stands in its own type. */
export type Bot =
  | {
      readonly kind: 'http'
      readonly id: BotId
      readonly name: string
      /** The company's endpoint; https, or http on this computer. */
      readonly url: string
      /** Given up after this long, and the fallback takes over. */
      readonly timeoutMs: number
    }
  | { readonly kind: 'menu'; readonly id: BotId; readonly name: string; readonly menu: BotMenu }

/** Drawn by an administrator without code (spec Q5): screens with numbered choices. */
export interface BotMenu {
  readonly startId: string
  readonly screens: readonly BotScreen[]
}

export interface BotScreen {
  readonly id: string
  readonly text: string
  readonly choices: readonly { readonly label: string; readonly then: BotStep }[]
}

export type BotStep =
  { readonly kind: 'screen'; readonly screenId: string } | { readonly kind: 'handOver' } | { readonly kind: 'close' }
