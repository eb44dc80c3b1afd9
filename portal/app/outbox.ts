import * as z from 'zod/mini'

import type { SayRefusal } from '#shared/domain/site-chat'

import type { Memory } from './storage'

/**
 * What was written and is not known to be kept by the hub. It stands in the browser's storage before it is sent, under
 * the id that it has for good, so that neither a crash nor a second try loses or doubles it.
 */
const item = z.object({
  id: z.string(),
  conversationId: z.string(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('file'), fileId: z.string(), name: z.string() }),
  ]),
  atMs: z.number(),
  /** Why the hub did not take it; a person decides. */
  refused: z.nullable(z.string()),
})
export type OutboxItem = Omit<z.output<typeof item>, 'refused'> & { readonly refused: SayRefusal | null }

export class Outbox {
  constructor(
    private readonly memory: Memory,
    /** Of this visitor alone. */
    private readonly name: string,
  ) {}

  /** Read anew each time: another page of the same browser writes there too. */
  get items(): readonly OutboxItem[] {
    const kept = this.memory.get(this.name)
    if (kept === null) return []
    const parsed = z.array(item).safeParse(parseJson(kept))
    // The reasons were the hub's own words when they were written.
    return parsed.success ? (parsed.data as readonly OutboxItem[]) : []
  }

  add(added: OutboxItem): void {
    this.save([...this.items.filter(({ id }) => id !== added.id), added])
  }

  remove(id: string): void {
    this.save(this.items.filter((one) => one.id !== id))
  }

  refuse(id: string, refused: SayRefusal | null): void {
    this.save(this.items.map((one) => (one.id === id ? { ...one, refused } : one)))
  }

  /** The oldest that is to be sent: one at a time, so that the order stays. */
  get next(): OutboxItem | null {
    return this.items.find(({ refused }) => refused === null) ?? null
  }

  private save(items: readonly OutboxItem[]): void {
    this.memory.set(this.name, items.length === 0 ? null : JSON.stringify(items))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
