import { parseArgs } from 'node:util'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535).default(0)
const schema = z.object({
  json: z.boolean().default(false),
  seed: z.enum(['demo', 'empty']).default('demo'),
  customers: z.boolean().default(false),
  customersPaceMs: z.coerce.number().int().positive().default(12_000),
  tls: z.boolean().default(false),
  warmUp: z.boolean().default(false),
  stayWithStdin: z.boolean().default(false),
  avitoPort: port,
  hhPort: port,
  wsPort: port,
  tcpPort: port,
  udpPort: port,
  sipControlPort: port,
  botPort: port,
  yealinkPort: port,
  fanvilPort: port,
  grandstreamPort: port,
  mangoPort: port,
  mangoEvents: z.url().optional(),
  botSecret: z.string().min(1).optional(),
})

export type CliOptions = z.infer<typeof schema>

/**
 * `--json --seed demo|empty --customers --customers-pace-ms N --tls --stay-with-stdin`, a port for each server (0 takes
 * any free one), `--bot-secret S` as Otklik told it for the sample bot, `--mango-events URL` as Otklik shows it for the
 * cabinet of the cloud PBX, and `--warm-up` to load the media code before the first call with sound.
 */
export function parseOptions(argv: readonly string[]): CliOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean' },
      seed: { type: 'string' },
      customers: { type: 'boolean' },
      'customers-pace-ms': { type: 'string' },
      tls: { type: 'boolean' },
      'warm-up': { type: 'boolean' },
      'stay-with-stdin': { type: 'boolean' },
      'avito-port': { type: 'string' },
      'hh-port': { type: 'string' },
      'ws-port': { type: 'string' },
      'tcp-port': { type: 'string' },
      'udp-port': { type: 'string' },
      'sip-control-port': { type: 'string' },
      'bot-port': { type: 'string' },
      'yealink-port': { type: 'string' },
      'fanvil-port': { type: 'string' },
      'grandstream-port': { type: 'string' },
      'mango-port': { type: 'string' },
      'mango-events': { type: 'string' },
      'bot-secret': { type: 'string' },
    },
  })
  return schema.parse({
    ...values,
    customersPaceMs: values['customers-pace-ms'],
    warmUp: values['warm-up'],
    stayWithStdin: values['stay-with-stdin'],
    avitoPort: values['avito-port'],
    hhPort: values['hh-port'],
    wsPort: values['ws-port'],
    tcpPort: values['tcp-port'],
    udpPort: values['udp-port'],
    sipControlPort: values['sip-control-port'],
    botPort: values['bot-port'],
    yealinkPort: values['yealink-port'],
    fanvilPort: values['fanvil-port'],
    grandstreamPort: values['grandstream-port'],
    mangoPort: values['mango-port'],
    mangoEvents: values['mango-events'],
    botSecret: values['bot-secret'],
  })
}
