import { fileURLToPath } from 'node:url'

import type { Clock } from '#shared/lib/clock'
import type { Feed } from './feed'
import { folderFeed } from './folder-feed'
import { httpFeed, type FeedFetch, type PassProxy } from './http-feed'

/** The folder that a company has named (`updates.url`, whose form the policy's schema has checked). */
export function openFeed(source: string, fetch: FeedFetch, clock: Clock, passProxy?: PassProxy): Feed {
  if (source.startsWith('\\\\')) return folderFeed(source)
  if (/^file:/i.test(source)) return folderFeed(fileURLToPath(source))
  return httpFeed(source, fetch, clock, passProxy)
}
