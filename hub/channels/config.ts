import { z } from 'zod'

/** What an administrator typed to connect a channel; kept sealed. */
export const channelConfig = z.object({
  mode: z.enum(['own', 'partner']),
  clientId: z.string(),
  clientSecret: z.string(),
  apiUrl: z.string(),
  consentUrl: z.string(),
})
export type ChannelConfig = z.output<typeof channelConfig>
