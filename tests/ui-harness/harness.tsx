import { createRoot } from 'react-dom/client'

import { FakeDeskData } from '../../renderer/data/fake-desk-data'
import { Desk } from '../../renderer/desk/Desk'
import { initI18n } from '../../renderer/i18n/i18n'
import { fakeBridge } from './fake-bridge'

/** The desk without hub and main, for work on screens: `?lang=en&theme=dark&density=compact&rows=none`. */
const wanted = new URLSearchParams(location.search)
const language = wanted.get('lang') === 'en' ? 'en' : 'ru'
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light'
const density = wanted.get('density') === 'compact' ? 'compact' : wanted.get('density') === 'roomy' ? 'roomy' : 'normal'
const settings = { language, theme, density, contextOpen: wanted.get('context') !== 'closed', listWidth: 328 } as const

Object.assign(window, { otklik: fakeBridge(settings) })
const data = new FakeDeskData(wanted.get('rows') === 'none' ? { channels: [], chats: [], messages: [], calls: [] } : {})
Object.assign(window, { data })

const root = document.getElementById('root')
if (!root) throw new Error('harness.html has no #root')
const i18n = await initI18n(language)
createRoot(root).render(
  <Desk
    data={data}
    i18n={i18n}
    remembered={settings}
    onListPainted={() => {
      document.documentElement.dataset.ready = 'list'
    }}
  />,
)
