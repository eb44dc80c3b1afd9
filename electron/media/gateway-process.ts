import { join } from 'node:path'

import { utilityProcess } from 'electron'

import {
  gateway,
  gatewayReports,
  type GatewayContract,
  type GatewayReportsContract,
} from '#shared/contract/gateway-process'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { PartBridge, type OpenedPart } from './part-bridge'

export type GatewayBridge = PartBridge<GatewayContract, GatewayReportsContract>

/** The gateway in a process of its own, so that a pause of main is not heard; entry: electron/gateway/main.ts. */
export function createGatewayBridge(clock: Clock, logger: Logger): GatewayBridge {
  const definition = { name: 'gateway', asked: gateway, reports: gatewayReports }
  const bridge = new PartBridge(definition, { open: () => forkGateway(logger), clock, logger })
  bridge.on('warned', ({ callId, text }) => {
    logger.warn('gateway', { callId, text })
  })
  return bridge
}

function forkGateway(logger: Logger): OpenedPart {
  const child = utilityProcess.fork(join(__dirname, 'gateway.cjs'), [], {
    serviceName: 'Otklik gateway',
    stdio: 'pipe',
  })
  // What comes here is a defect's last word: the gateway reports what it knows of itself.
  child.stderr?.on('data', (data: Buffer) => {
    logger.warn(data.toString('utf8').trimEnd())
  })
  let tellGone: (reason: string) => void = () => {}
  child.once('exit', (code) => {
    tellGone(`exit ${String(code)}`)
  })
  return {
    post: (message) => {
      child.postMessage(message)
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onGone: (listener) => {
      tellGone = listener
    },
    destroy: () => {
      tellGone = () => {}
      child.kill()
    },
  }
}
