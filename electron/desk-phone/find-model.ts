import type { DeskPhoneModel } from '#shared/domain/desk-phone/models'
import type { PhoneWire } from './phone-wire'

/** Asks for what only one model has, without any password. An old Yealink also knows Fanvil’s path: it is asked last. */
const PROBES: readonly (readonly [DeskPhoneModel, string])[] = [
  ['yealink-t31', '/servlet?phonecfg=get'],
  ['grandstream-gxp1620', '/cgi-bin/api-get_phone_status'],
  ['fanvil-x3s', '/cgi-bin/ConfigManApp.com'],
]

/** What seems to stand behind the address instead of `chosen`; `null`: nothing that is known. */
export async function findModel(wire: PhoneWire, chosen: DeskPhoneModel): Promise<DeskPhoneModel | null> {
  for (const [model, path] of PROBES) {
    if (model === chosen) continue
    const answer = await wire.get(path, null)
    if (answer.ok && answer.value.status !== 404) return model
  }
  return null
}
