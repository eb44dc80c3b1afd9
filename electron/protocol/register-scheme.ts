import { protocol } from 'electron'

import { APP_SCHEME } from './origin'

/** Must run before the app is ready. `codeCache` is known to newer Electrons only; others ignore it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}
