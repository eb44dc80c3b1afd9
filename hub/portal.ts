import { getRequestListener } from '@hono/node-server'
import type { IncomingMessage, RequestListener, Server } from 'node:http'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import { Buckets } from './api/portal/buckets'
import { createPortalApp } from './api/portal/portal-app'
import type { PortalContext } from './api/portal/portal-context'
import { attachPortal } from './api/portal/portal-socket'
import type { CallExchange } from './calls/call-exchange'
import type { ChannelSupervisor } from './channels/supervisor'
import { VisitorBook, type CompanyBook, type OpenPages } from './channels/site'
import type { FileService } from './files/file-service'
import type { NewId } from './ids'
import type { PushService } from './push/push-service'
import { allSiteSettings } from './store/site-people'
import type { Store } from './store/store'

/** A person writes in bursts; a program that floods is told to wait. */
const LIMITS = {
  messages: { burst: 30, everyMs: 1000 },
  uploads: { burst: 20, everyMs: 3000 },
  newcomers: { burst: 30, everyMs: 10_000 },
  arrivals: { burst: 300, everyMs: 200 },
} as const

export interface PortalParts {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: NewId
  readonly files: FileService
  readonly site: CompanyBook
  readonly pages: OpenPages
  readonly calls: CallExchange
  readonly canNotify: () => Promise<boolean>
  readonly push: PushService
  readonly channels: ChannelSupervisor
  readonly folder: string | null
}

/** The client's side of the site chat: everything under `/portal/`, for whoever holds a visitor's key. */
export function openPortal(server: Server, parts: PortalParts): { readonly respond: RequestListener; close(): void } {
  const { store, clock, logger, newId, files, site, pages, calls, canNotify, push, channels, folder } = parts
  const context: PortalContext = {
    clock,
    logger,
    files,
    folder,
    pages,
    calls,
    canNotify,
    push,
    events: site.events,
    visitors: new VisitorBook(store, newId, site.events),
    settingsOf: async (id) => (channels.kindOf(id) === 'site' ? site.settings(id) : null),
    publicHosts: async () => {
      const settings = await store.read(allSiteSettings)
      return new Set(settings.flatMap(({ publicUrl }) => (publicUrl === null ? [] : [new URL(publicUrl).host])))
    },
    limits: {
      messages: new Buckets(clock, LIMITS.messages),
      uploads: new Buckets(clock, LIMITS.uploads),
      newcomers: new Buckets(clock, LIMITS.newcomers),
      arrivals: new Buckets(clock, LIMITS.arrivals),
    },
  }
  const app = createPortalApp(context)
  const listener = getRequestListener((request, env) =>
    app.fetch(request, { incoming: 'incoming' in env ? env.incoming : undefined }),
  )
  const socket = attachPortal(server, context)
  return {
    respond: (request, response) => void listener(request, response),
    close() {
      socket.close()
    },
  }
}

export function isForPortal(request: IncomingMessage): boolean {
  return request.url === '/portal' || request.url?.startsWith('/portal/') === true
}
