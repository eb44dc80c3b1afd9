import { failed, passed, skipped, skippedBelow } from '#shared/domain/self-test/row'
import { routeOf, type Route } from '#shared/node/proxy-route'
import { addressOf, allBelow, type HubWay, type HubWayPorts } from './hub-layers'
import { judgeClock, judgeHub, type HubAnswer } from './judge-answer'
import { tryUpgrade } from './try-upgrade'
import { walkByHand } from './walk-by-hand'

const ANSWER_WITHIN_MS = 10_000

/**
 * The hub is asked in the program's own way first: what works for the desk is well, whatever a look by hand would say of
 * a proxy or an authority that only the windows know. Only what has failed is walked by hand, layer by layer.
 */
export async function walkToHub(origin: string, ports: HubWayPorts): Promise<HubWay> {
  const route = routeOf(await ports.resolveProxy(`${origin}/api/hub`))
  const asked = await ask(origin, ports)
  if (asked.kind === 'answered') return throughTo(origin, route, asked.answer, ports)
  return walkByHand(origin, route, asked.code, ports)
}

async function ask(
  origin: string,
  { fetch, clock }: HubWayPorts,
): Promise<{ kind: 'answered'; answer: HubAnswer } | { kind: 'failed'; code: string }> {
  const beganMs = clock.now()
  try {
    const reply = await fetch(`${origin}/api/hub`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    const body = await reply.text()
    const askedAtMs = (beganMs + clock.now()) / 2
    return { kind: 'answered', answer: { status: reply.status, body, date: reply.headers.get('date'), askedAtMs } }
  } catch (error) {
    // Chromium and Node have errors of their own for every way in which nothing comes.
    if (error instanceof Error) return { kind: 'failed', code: codeOf(error) }
    throw error
  }
}

async function throughTo(origin: string, route: Route, answer: HubAnswer, ports: HubWayPorts): Promise<HubWay> {
  const below = lowerLayers(origin, route)
  const status = String(answer.status)
  if (answer.status === 407) return allBelow({ ...below, proxy: failed('proxyWantsLogin', { status }) }, 'proxy')
  const hub = judgeHub(answer, ports.deskVersion)
  return {
    ...below,
    clock: judgeClock(answer),
    hub,
    webSocket: hub.outcome.kind === 'ok' ? await tryUpgrade(origin, route, ports) : skippedBelow('hub'),
  }
}

/** Those that stand where an answer came. */
function lowerLayers(origin: string, route: Route): Pick<HubWay, 'network' | 'dns' | 'connect' | 'proxy' | 'tls'> {
  const isDirect = route.kind === 'direct'
  return {
    network: passed(),
    dns: isDirect ? passed() : skipped('throughProxy'),
    connect: isDirect ? passed() : skipped('throughProxy'),
    proxy: isDirect ? skipped('direct') : passed(route.kind === 'proxy' ? { proxy: addressOf(route) } : {}),
    tls: origin.startsWith('https:') ? passed() : skipped('plain'),
  }
}

/** Chromium's name (`ERR_…`), Node's code in the cause, or the kind of the error. */
function codeOf(error: Error): string {
  const named = /ERR_[A-Z0-9_]+/.exec(error.message)?.[0]
  if (named !== undefined) return named
  const { cause } = error
  if (!(cause instanceof Error)) return error.name
  if (/redirect/i.test(cause.message)) return 'ERR_UNSAFE_REDIRECT'
  // Of a time-out it is a number.
  const { code } = cause as { code?: unknown }
  return typeof code === 'string' ? code : cause.name
}
