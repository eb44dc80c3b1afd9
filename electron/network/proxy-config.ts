import type { ProxyConfig } from 'electron'

import type { Settings } from '#shared/contract/ipc/app'
import { proxyChoiceOf } from '#shared/domain/proxy'

/** What was chosen, in Chromium's words. What cannot be meant was refused where it was written. */
export function proxyConfigOf({ server, bypass }: Settings['proxy']): ProxyConfig {
  const choice = proxyChoiceOf(server) ?? { kind: 'system' }
  switch (choice.kind) {
    case 'system':
      return { mode: 'system' }
    case 'direct':
      return { mode: 'direct' }
    case 'auto':
      return { mode: 'auto_detect' }
    case 'script':
      return { mode: 'pac_script', pacScript: choice.url }
    case 'server':
      return { mode: 'fixed_servers', proxyRules: `${choice.scheme}://${choice.address}`, proxyBypassRules: bypass }
  }
}
