import { z } from 'zod'

/** What an administrator typed to connect a channel; kept sealed. */
export const channelConfig = z.object({
  mode: z.enum(['own', 'partner']),
  clientId: z.string(),
  clientSecret: z.string(),
  apiUrl: z.string(),
  consentUrl: z.string(),
  /** Whom the platform writes to about this application, where it wants one. */
  contactEmail: z.string().optional(),
})
export type ChannelConfig = z.output<typeof channelConfig>

/** The site chat has no keys of a platform. */
export const NO_KEYS: ChannelConfig = { mode: 'own', clientId: '', clientSecret: '', apiUrl: '', consentUrl: '' }
