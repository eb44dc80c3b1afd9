import type { CommandRefusal } from '#shared/contract/commands'

export function refusal(reason: CommandRefusal['reason'], detail: string | null = null): CommandRefusal {
  return { reason, detail }
}
