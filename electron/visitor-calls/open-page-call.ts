import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Clock } from '#shared/lib/clock'
import type { ReachServer } from '../network/reach-server'
import type { OpenPageCall } from '../sip/calls/call-session'
import { callSocketOpener } from './hub-call-socket'
import { VisitorCallSession } from './visitor-call-session'

/** Calls into pages over the hub that runs at the time. */
export function pageCallOpener(connection: () => HubConnection, reach: ReachServer, clock: Clock): OpenPageCall {
  const open = callSocketOpener(connection, reach)
  return (call, port) => new VisitorCallSession({ ...call, ...port, clock, open })
}
