import type { DeskPhoneModel } from '#shared/domain/desk-phone/models'
import { createFanvilClient } from './fanvil-client'
import { createGrandstreamClient } from './grandstream-client'
import type { PhoneClient } from './phone-client'
import type { PhoneWire } from './phone-wire'
import { createYealinkClient } from './yealink-client'

export interface PhoneLogin {
  readonly user: string
  readonly password: string
}

export function createPhoneClient(model: DeskPhoneModel, wire: PhoneWire, { user, password }: PhoneLogin): PhoneClient {
  switch (model) {
    case 'yealink-t31':
      return createYealinkClient(wire, user, password)
    case 'fanvil-x3s':
      return createFanvilClient(wire, user, password)
    case 'grandstream-gxp1620':
      return createGrandstreamClient(wire, password)
  }
}
