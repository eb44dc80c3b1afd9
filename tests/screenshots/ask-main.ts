import type { Stage } from './stage'

/** Main's own door, as the preload put it there; `channel` is `area:verb-noun`. */
export async function askMain<T>({ page }: Stage, channel: string, args: unknown): Promise<T> {
  const reply = await page.evaluate(([name, given]) => window.otklik.invoke(name, given), [channel, args] as const)
  if (!reply.ok) throw new Error(`${channel} was refused.`)
  return reply.value as T
}
