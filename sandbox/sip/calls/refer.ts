import { describeError } from '#shared/lib/logger'
import { parseNameAddr, parseUri } from '../message/address'
import { reasonOf } from '../message/response'
import type { ServerTransaction } from '../transactions/server-transaction'
import { findCallee } from './callee-plan'
import { dialogRequest } from './dialog'
import { parseReplaces, replacesIn, type Replaces } from './replaces'
import type { SandboxCall } from './sandbox-call'

/** What a far end can do with a REFER. */
export interface ReferWorld {
  /** A registered phone by its user or by its contact. */
  phoneAt(user: string): string | undefined
  /** Another far end of the sandbox gives its place up; `false`: there is no such talk. */
  takePlace(replaces: Replaces): boolean
  /** Calls a phone in the name of `call`'s far end and tells how it goes, as statuses of SIP. */
  callOn(
    call: SandboxCall,
    user: string,
    replaces: string | undefined,
    onStatus: (status: number) => void,
  ): Promise<void>
}

const SUBSCRIPTION_S = 180

/**
 * The far end of a call is sent elsewhere (RFC 3515): it takes the REFER, calls whom it is sent to, tells with every
 * NOTIFY how that goes (RFC 3420), and leaves the goodbye of this call to the phone.
 */
export function handleRefer(call: SandboxCall, transaction: ServerTransaction, world: ReferWorld): void {
  const uri = parseNameAddr(transaction.request.headers.get('Refer-To') ?? '')?.uri ?? ''
  const user = parseUri(uri)?.user
  if (call.state !== 'answered' || user === undefined) return transaction.respond(400)
  transaction.respond(202, { headers: [['Contact', call.context.contactOn(transaction.flow, call.identity.number)]] })
  let isOver = false
  const tell = (status: number): void => {
    if (isOver) return
    isOver = status >= 200
    if (status >= 200 && status < 300) call.transferredTo = user
    notify(call, status)
  }
  tell(100)
  const named = replacesIn(uri)
  const replaces = named === undefined ? undefined : parseReplaces(named)
  if (replaces && world.takePlace(replaces)) return tell(200)
  const phone = world.phoneAt(user)
  if (phone !== undefined) {
    world.callOn(call, phone, named, tell).catch((error: unknown) => {
      call.context.logger.error('transfer failed', { error: describeError(error) })
      tell(500)
    })
    return
  }
  tellPlan(call, named === undefined ? user : '', tell)
}

/** Far ends of the sandbox's own numbers answer each other without a wire between them. */
function tellPlan(call: SandboxCall, number: string, tell: (status: number) => void): void {
  const plan = findCallee(number)?.plan
  if (!plan) return tell(number === '' ? 481 : 404)
  if (plan.kind !== 'refuse' || plan.rings) tell(180)
  if (plan.kind === 'ring') return
  const status = plan.kind === 'answer' ? 200 : plan.status
  call.context.clock.schedule(plan.afterMs, () => {
    tell(status)
  })
}

function notify(call: SandboxCall, status: number): void {
  if (!call.dialog || call.state === 'ended') return
  const isOver = status >= 200
  const request = { ...dialogRequest(call.dialog, 'NOTIFY'), body: `SIP/2.0 ${status} ${reasonOf(status)}\r\n` }
  request.headers.append('Event', 'refer')
  request.headers.append(
    'Subscription-State',
    isOver ? 'terminated;reason=noresource' : `active;expires=${SUBSCRIPTION_S}`,
  )
  request.headers.append('Content-Type', 'message/sipfrag;version=2.0')
  const flow = call.currentFlow()
  if (flow) request.headers.append('Contact', call.context.contactOn(flow, call.identity.number))
  call.request(request, () => undefined)
}
