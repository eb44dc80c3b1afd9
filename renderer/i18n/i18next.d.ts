import 'i18next'

import type { ru } from './ru'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof ru
    returnNull: false
  }
}
