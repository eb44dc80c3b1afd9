import type { RefuseRequest } from './sip-control'

interface Refusal {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
}

/** Faults that a test orders: the next so many requests of a method are answered with a status. */
export class RefusalPlan {
  private readonly orders = new Map<string, { request: RefuseRequest; left: number }>()

  order(request: RefuseRequest): void {
    this.orders.set(request.method, { request, left: request.times })
  }

  take(method: string): Refusal | undefined {
    const order = this.orders.get(method)
    if (!order || order.left <= 0) return undefined
    order.left -= 1
    const { status, retryAfterS } = order.request
    return { status, headers: retryAfterS === undefined ? [] : [['Retry-After', String(retryAfterS)]] }
  }

  clear(): void {
    this.orders.clear()
  }
}
