import { app } from 'electron'

/**
 * `.local` names instead of addresses in ICE candidates mean nothing to a SIP server, so they are switched off
 * (facts/telephony.md, e). A launcher may have given the same switch: both lists count.
 */
const DISABLED_FEATURES = ['WebRtcHideLocalIpsWithMdns']

export function setSwitches(): void {
  const given = app.commandLine.getSwitchValue('disable-features')
  const all = [...new Set([...given.split(',').filter(Boolean), ...DISABLED_FEATURES])]
  app.commandLine.appendSwitch('disable-features', all.join(','))
}
