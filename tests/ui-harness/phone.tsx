import { createRoot } from 'react-dom/client'

import { FakeDeskData } from '../../renderer/data/fake-desk-data'
import { Desk } from '../../renderer/desk/Desk'
import { initI18n } from '../../renderer/i18n/i18n'
import { phoneBridge } from './phone-bridge'

/** The desk with calls, lines and devices: `?calls=active,held&lines=registered,waiting&lang=en&theme=dark`. */
const wanted = new URLSearchParams(location.search)
const language = wanted.get('lang') === 'en' ? 'en' : 'ru'
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light'
const settings = { language, theme, density: 'normal', contextOpen: true, listWidth: 328 } as const

Object.assign(window, { otklik: phoneBridge(settings, wanted) })
const root = document.getElementById('root')
if (!root) throw new Error('phone.html has no #root')
const i18n = await initI18n(language)
createRoot(root).render(
  <Desk
    data={new FakeDeskData(wanted.get('rows') === 'none' ? { channels: [], chats: [], messages: [], calls: [] } : {})}
    i18n={i18n}
    remembered={settings}
    onListPainted={() => {
      document.documentElement.dataset.ready = 'list'
    }}
  />,
)
