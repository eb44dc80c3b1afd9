import { z } from 'zod'

import { originOf, type SiteLink, type SiteSettings } from '../domain/site-chat'
import { withoutTurning } from '../lib/without-turning'
import { channel } from './entities'
import { channelGroupId, channelId, chatId } from './ids'
import { mailAddress } from './mail-admin'

/** The site chat as administrators set it (REST of the desk). */
const MAX_SITES = 50
const MAX_GREETING = 500
const MAX_NAME = 80
const MAX_DAYS = 365

const origin = z
  .string()
  .max(300)
  .transform((typed, context) => {
    const found = originOf(typed)
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: 'an address of a site, as https://company.ru' })
    return z.NEVER
  })

export const siteSettings = z.object({
  company: z.string().trim().min(1).max(MAX_NAME),
  greeting: z.string().trim().max(MAX_GREETING),
  sites: z.array(origin).max(MAX_SITES).readonly(),
  publicUrl: origin.nullable(),
}) satisfies z.ZodType<SiteSettings>

export const connectSiteRequest = z.object({
  name: z.string().trim().min(1).max(MAX_NAME),
  groupId: channelGroupId.optional(),
  settings: siteSettings,
})
export const connectSiteReply = z.object({ channel })

/** `scriptLine` is what the company puts into its pages; `tryUrl` shows the icon on a page of ours. */
export const siteView = z.object({ settings: siteSettings, scriptLine: z.string(), tryUrl: z.string() })

const siteLink = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number().nullable(),
  lastUsedAtMs: z.number().nullable(),
}) satisfies z.ZodType<SiteLink>

/** Those that open something now, the newest first. */
export const siteLinks = z.object({ links: z.array(siteLink) })
export const makeLinkRequest = z.object({
  /** For a person who is not in the chat yet, or for the client of a conversation. */
  person: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('new'),
      name: z.string().overwrite(withoutTurning).trim().min(1).max(MAX_NAME),
      title: z.string().overwrite(withoutTurning).trim().max(200).nullable(),
    }),
    z.object({ kind: z.literal('chat'), chatId }),
  ]),
  /** Where the person hears of answers; without it what is known stays. */
  email: mailAddress.optional(),
  /** `null`: until it is revoked. */
  validForDays: z.number().int().min(1).max(MAX_DAYS).nullable(),
})
/** `url` stands only here: the hub keeps no more than its hash. */
export const makeLinkReply = z.object({ link: siteLink, url: z.string() })
export const linkParams = z.object({ channelId, linkId: z.uuid() })
