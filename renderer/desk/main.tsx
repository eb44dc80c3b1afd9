import { createRoot } from 'react-dom/client'

import { appRequests } from '../features/settings/model/app-settings'
import { initI18n } from '../i18n/i18n'
import { cacheOfPage } from '../sync/cache-of-main'
import { createDeskData } from '../sync/desk-data'
import { followHubTime } from '../ipc/hub-time'
import { windowLogger } from '../ipc/window-logger'
import { keepStorage } from '../sync/keep-storage'
import { afterPaint } from '../ui/after-paint'
import { attendance, watchTouches } from '../ui/attendance'
import { ClockProvider } from '../ui/clock-context'
import { typingRest, watchTyping } from '../ui/typing-rest'
import { resolveTheme } from '../ui/use-resolved-theme'
import { Desk } from './Desk'
import { readPreferences } from './preferences'
import { reportPainted } from './report-painted'

/** One frame with the list is quicker than one without it and another with it; but a slow disk must not hold the window. */
const LIST_PATIENCE_MS = 150

/** Reading the cache starts first; main is asked only when this profile has never been opened before. */
async function start(): Promise<void> {
  const logger = windowLogger('desk')
  const clock = followHubTime()
  const access = await cacheOfPage(location.search)
  const data = createDeskData({ logger, clock, servesOthers: true, access, attendance, typing: typingRest })
  watchTouches()
  watchTyping()
  window.addEventListener('pagehide', () => {
    data.saveFirstList()
  })
  const cached = readPreferences(localStorage)
  const remembered = cached.known ? cached.value : await appRequests().getSettings()
  document.documentElement.dataset.mantineColorScheme = resolveTheme(remembered.theme)
  document.documentElement.dataset.density = remembered.density
  const i18n = await initI18n(remembered.language)
  await Promise.race([data.firstListRead, after(LIST_PATIENCE_MS)])
  const root = document.getElementById('root')
  if (!root) throw new Error('desk.html has no #root')
  const onListPainted = reportPainted({
    afterPaint,
    reportReady: () => {
      void appRequests().reportReady()
      void keepStorage(navigator.storage, logger)
    },
    markUsable: () => {
      document.documentElement.dataset.ready = 'list'
      performance.mark('otklik:list')
    },
  })
  createRoot(root).render(
    <ClockProvider clock={clock}>
      <Desk data={data} others={data.others} i18n={i18n} remembered={remembered} onListPainted={onListPainted} />
    </ClockProvider>,
  )
}

function after(delayMs: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, delayMs)
  })
}

void start()
