import { z } from 'zod'

import { sipMedia, sipTransport } from '#shared/contract/ipc/sip'
import { describeError, type Logger } from '#shared/lib/logger'
import type { PolicyKeeper } from './policy/policy-keeper'

const demo = z.object({
  avito: z
    .object({
      apiUrl: z.url(),
      consentUrl: z.url(),
      clientId: z.string(),
      clientSecret: z.string(),
      hasJobs: z.boolean().optional(),
    })
    .nullish(),
  hh: z
    .object({
      apiUrl: z.url(),
      consentUrl: z.url(),
      clientId: z.string(),
      clientSecret: z.string(),
      contactEmail: z.email(),
    })
    .nullish(),
  site: z.object({ name: z.string(), company: z.string(), greeting: z.string() }).nullish(),
  sip: z
    .object({
      label: z.string(),
      transport: sipTransport,
      media: sipMedia.default('webrtc'),
      host: z.string(),
      port: z.number().int(),
      webSocketPath: z.string().default('/'),
      domain: z.string(),
      user: z.string(),
      password: z.string(),
      pinnedFingerprint: z.string().nullable().default(null),
      /** Whose lines the demo shows. */
      colleagues: z.array(z.object({ number: z.string(), name: z.string() })).default([]),
    })
    .nullish(),
})
export type Demo = z.output<typeof demo>

export interface Environment {
  /** First choice for the hub's loopback port; 0 = any. */
  readonly hubPort: number
  /** A team's hub elsewhere may be spoken to without encryption: for closed test networks. */
  readonly allowsPlainHub: boolean
  /** What to connect when nothing is configured yet (demo and tests). */
  readonly demo: Demo | null
}

const hubPort = z.coerce.number().int().min(0).max(65_535)

/** What the company says of the same: a lock is above the variables, a preset below them. */
export interface EnvironmentRules {
  readonly value: PolicyKeeper['value']
}

/** Reads `OTKLIK_HUB_PORT`, `OTKLIK_HUB_HTTP` and `OTKLIK_DEMO`; others are read earlier, in main.ts. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  policy: EnvironmentRules,
  logger: Logger,
): Environment {
  const named = variables['OTKLIK_HUB_PORT']
  const port = hubPort.safeParse(named ?? '0')
  if (!port.success) logger.warn('OTKLIK_HUB_PORT is not a port number, any free port is taken')
  return {
    hubPort: policy.value('workplace.hubPort', port.success && named !== undefined ? port.data : undefined) ?? 0,
    allowsPlainHub:
      policy.value('workplace.plainHttp', variables['OTKLIK_HUB_HTTP'] === 'allow' ? true : undefined) ?? false,
    demo: readDemo(variables['OTKLIK_DEMO'], logger),
  }
}

function readDemo(text: string | undefined, logger: Logger): Demo | null {
  if (text === undefined || text === '') return null
  try {
    const parsed = demo.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    logger.warn('OTKLIK_DEMO is not understood', {
      at: parsed.error.issues.map((issue) => issue.path.join('.')).join(','),
    })
  } catch (error) {
    logger.warn('OTKLIK_DEMO is not JSON', { error: error instanceof Error ? error.name : describeError(error) })
  }
  return null
}
