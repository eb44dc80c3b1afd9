export interface FaultMatch {
  readonly method?: string
  /** Part of the path with its query. */
  readonly pathPart?: string
}

export type FaultAction =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterS?: number }
  /** Answers after `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The request takes its full effect at once; the answer comes after `ms`. */
  | { readonly kind: 'slowAnswer'; readonly ms: number }
  /** The socket is destroyed; nothing was stored. */
  | { readonly kind: 'dropBeforeAccept' }
  /** The request takes its full effect; the socket is destroyed without an answer. */
  | { readonly kind: 'dropAfterAccept' }
  /** The request takes its full effect; the answer is cut in the middle. */
  | { readonly kind: 'badJson' }

export type Fault<Action = FaultAction> = Action & { readonly match: FaultMatch; readonly times: number }

/** Faults asked for by tests, used up one request at a time, first asked first. */
export class FaultPlan<Action = FaultAction> {
  private readonly planned: { fault: Fault<Action>; left: number }[] = []

  add(fault: Fault<Action>): void {
    this.planned.push({ fault, left: fault.times })
  }

  clear(): void {
    this.planned.length = 0
  }

  get pending(): number {
    return this.planned.reduce((sum, entry) => sum + entry.left, 0)
  }

  take(method: string, path: string): Action | null {
    const entry = this.planned.find(({ fault, left }) => left > 0 && matches(fault.match, method, path))
    if (!entry) return null
    entry.left -= 1
    return entry.fault
  }
}

function matches(match: FaultMatch, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  return match.pathPart === undefined || path.includes(match.pathPart)
}
