import type { BotMenu } from '#shared/domain/bot'
import { answerMenu, startMenu, type MenuReply } from '#shared/domain/menu-bot'

export interface PlayedLine {
  readonly from: 'client' | 'bot'
  readonly text: string
}

export interface PlayedMenu {
  readonly lines: readonly PlayedLine[]
  /** How it ended; what the client said after that is left out. `null`: the bot waits for an answer. */
  readonly ended: 'handOver' | 'close' | null
}

/** The talk of a client who says this, by the very rules of the hub: as the menu is now, not as it was then. */
export function playMenu(menu: BotMenu, said: readonly string[]): PlayedMenu {
  const lines: PlayedLine[] = []
  let then: MenuReply['then'] | null = null
  for (const text of said) {
    if (then !== null && then.kind !== 'wait') break
    lines.push({ from: 'client', text })
    const reply: MenuReply = then === null ? startMenu(menu) : answerMenu(menu, then.position, text)
    if (reply.text !== null) lines.push({ from: 'bot', text: reply.text })
    then = reply.then
  }
  return { lines, ended: then === null || then.kind === 'wait' ? null : then.kind }
}
