import '../ui/fonts.css'
import '../ui/tokens.css'
import './incoming.css'

import { createRoot } from 'react-dom/client'

import { appRequests, appSettings } from '../features/settings/model/app-settings'
import { changeLanguage, initI18n } from '../i18n/i18n'
import { WordsProvider } from '../i18n/WordsProvider'
import { followHubTime } from '../ipc/hub-time'
import { ClockProvider } from '../ui/clock-context'
import { takeKeyChoices } from '../ui/keys/key-table'
import { IncomingWindow } from './IncomingWindow'

/** No component library here: this window must paint while the phone already rings. */
async function start(): Promise<void> {
  const settings = await appRequests().getSettings()
  appSettings().take(settings)
  takeKeyChoices(settings.keys)
  const i18n = await initI18n(settings.language)
  appSettings().subscribe(({ value }) => {
    if (!value) return
    void changeLanguage(i18n, value.language)
    takeKeyChoices(value.keys)
  })
  const root = document.getElementById('root')
  if (!root) throw new Error('incoming.html has no #root')
  createRoot(root).render(
    <WordsProvider i18n={i18n}>
      <ClockProvider clock={followHubTime()}>
        <IncomingWindow />
      </ClockProvider>
    </WordsProvider>,
  )
}

void start()
