import type { DeskPhoneView, ShownDeskCall } from '#shared/contract/ipc/desk-phone'
import type { DeskPhoneModel } from '#shared/domain/desk-phone/models'

export const NO_DESK_PHONE: DeskPhoneView = {
  phone: null,
  listening: { kind: 'off' },
  sheet: [],
  link: null,
  otherModel: null,
  hasHeard: false,
  refused: { count: 0, lastAddress: null },
  calls: [],
  isMuted: false,
  unconfirmed: null,
  isMoving: false,
}

export function aDeskPhone(model: DeskPhoneModel, more: Partial<DeskPhoneView> = {}): DeskPhoneView {
  return {
    ...NO_DESK_PHONE,
    phone: {
      model,
      address: '192.168.1.50',
      isSecure: false,
      fingerprint: null,
      user: 'admin',
      listenPort: 8930,
      extension: '201',
      hasPassword: true,
    },
    listening: { kind: 'listening', address: '192.168.1.10', port: 8930 },
    ...more,
  }
}

export function aDeskCall(phase: ShownDeskCall['phase'], more: Partial<ShownDeskCall> = {}): ShownDeskCall {
  return {
    key: 'id:10001',
    direction: 'incoming',
    number: '+79172041833',
    name: null,
    phase,
    isHeldThere: false,
    sinceMs: 0,
    talkSinceMs: phase === 'talking' || phase === 'held' ? 0 : null,
    heardAtMs: 0,
    holdHeardAtMs: null,
    isSure: true,
    ...more,
  }
}
