import type { RequestsOf } from '#shared/contract/define'
import type { SelfTestContract } from '#shared/contract/ipc/self-test'
import type { SelfTestRow } from '#shared/domain/self-test/row'
import type { Disposable } from '#shared/lib/disposable'

import { createClient, onEvent } from '../../../ipc/client'

let requests: RequestsOf<SelfTestContract> | null = null

export function selfTestRequests(): RequestsOf<SelfTestContract> {
  requests ??= createClient<SelfTestContract>('selfTest')
  return requests
}

export function onRowFound(listener: (row: SelfTestRow) => void): Disposable {
  return onEvent<SelfTestContract, 'rowFound'>('selfTest', 'rowFound', listener)
}
