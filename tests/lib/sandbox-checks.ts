import { expect } from '@playwright/test'

import type { AvitoControl } from '../../sandbox/avito/control'

/** How often each text was accepted by the channel: the only count that matters for «no loss, no double». */
export async function countReceived(
  control: AvitoControl,
  texts: readonly string[],
): Promise<{ lost: string[]; doubled: string[] }> {
  const received = await control.received()
  const counts = new Map<string, number>()
  for (const { text } of received) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1)
  return {
    lost: texts.filter((text) => !counts.has(text)),
    doubled: texts.filter((text) => (counts.get(text) ?? 0) > 1),
  }
}

export async function expectExactlyOnce(
  control: AvitoControl,
  texts: readonly string[],
  timeoutMs = 60_000,
): Promise<void> {
  await expect.poll(async () => (await countReceived(control, texts)).lost, { timeout: timeoutMs }).toEqual([])
  expect((await countReceived(control, texts)).doubled).toEqual([])
}
