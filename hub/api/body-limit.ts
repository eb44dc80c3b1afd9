import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit as limitStream } from 'hono/body-limit'

interface BodyLimit {
  /** Bytes. */
  readonly maxSize: number
  readonly onError: (context: Context) => Response
}

/**
 * As Hono's own, which looks at the body of every request and so makes a stream and a standard `Request` of it. A length
 * that is told is enough: Node takes no byte more (docs/adr/0079). What comes in pieces is counted as it comes.
 */
export function bodyLimit({ maxSize, onError }: BodyLimit): MiddlewareHandler {
  const limitPieces = limitStream({ maxSize, onError })
  return async (context, next) => {
    if (context.req.header('transfer-encoding') !== undefined) return limitPieces(context, next)
    const told = Number(context.req.header('content-length') ?? 0)
    return told <= maxSize ? next() : onError(context)
  }
}
