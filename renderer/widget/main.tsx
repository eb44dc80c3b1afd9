import './widget.css'

import { createRoot } from 'react-dom/client'
import { v4 as newWindowId } from 'uuid'

import { appRequests, appSettings } from '../features/settings/model/app-settings'
import { initI18n } from '../i18n/i18n'
import { followHubTime } from '../ipc/hub-time'
import { windowLogger } from '../ipc/window-logger'
import { cacheOfPage } from '../sync/cache-of-main'
import { createDeskData } from '../sync/desk-data'
import { WorkerOfDesk } from '../sync/other-windows'
import { watchTouches } from '../ui/attendance'
import { ClockProvider } from '../ui/clock-context'
import { resolveTheme } from '../ui/use-resolved-theme'
import { Widget } from './Widget'

/** The chats of the desk in a small window: the same cache and outbox, and the desk's own worker. */
async function start(): Promise<void> {
  const access = await cacheOfPage(location.search)
  const worker = new WorkerOfDesk(access.name, newWindowId())
  const clock = followHubTime()
  const logger = windowLogger('widget')
  const data = createDeskData({ logger, clock, access, createWorker: () => worker })
  watchTouches(() => {
    worker.touch()
  })
  // New messages are announced by the desk: one event, one alert (spec N5).
  data.onIncoming(() => undefined)
  const settings = await appRequests().getSettings()
  appSettings().take(settings)
  document.documentElement.dataset.mantineColorScheme = resolveTheme(settings.theme)
  const i18n = await initI18n(settings.language)
  const root = document.getElementById('root')
  if (!root) throw new Error('widget.html has no #root')
  createRoot(root).render(
    <ClockProvider clock={clock}>
      <Widget
        data={data}
        i18n={i18n}
        first={settings}
        onFront={(chatId) => {
          worker.setFront(chatId)
        }}
        onSpeak={(listener) => {
          worker.onSpeak = listener
        }}
      />
    </ClockProvider>,
  )
}

void start()
