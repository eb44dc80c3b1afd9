import type { SignInContract, SignInState } from '#shared/contract/ipc/sign-in'
import { describeError } from '#shared/lib/logger'
import { createRoot } from 'react-dom/client'

import { emptyCache } from '../data/empty-cache'
import { openCache } from '../data/sealing/open-cache'
import { appRequests, appSettings } from '../features/settings/model/app-settings'
import { CacheEmptier, createSignInStore, signInRequests, signInState, type SignInStore } from '../features/sign-in'
import { initI18n } from '../i18n/i18n'
import { onEvent } from '../ipc/client'
import { followHubTime } from '../ipc/hub-time'
import { windowLogger } from '../ipc/window-logger'
import { cacheOptionsOfMain } from '../sync/cache-of-main'
import { afterPaint } from '../ui/after-paint'
import { ClockProvider } from '../ui/clock-context'
import { resolveTheme } from '../ui/use-resolved-theme'
import { SignIn } from './SignIn'

/** The page in the desk window while nobody is signed in. First of all it takes away what the last person left. */
async function start(): Promise<void> {
  const logger = windowLogger('sign-in')
  const requests = signInRequests()
  const [settings, known] = await Promise.all([appRequests().getSettings(), requests.getState()])
  appSettings().take(settings)
  const emptier = new CacheEmptier({
    requests,
    empty: async ({ cache, keepsUnsent }) => {
      const access = await openCache(cache, cacheOptionsOfMain())
      return emptyCache({ access, keepsUnsent, storage: localStorage })
    },
    onError: (error) => {
      logger.error('a cache could not be emptied', { error: describeError(error) })
    },
  })
  const emptyAll = () => emptier.empty(signInState().getState().value ?? known)
  void emptyAll()
  signInState().subscribe(() => void emptyAll())

  document.documentElement.dataset.mantineColorScheme = resolveTheme(settings.theme)
  const i18n = await initI18n(settings.language)
  const root = document.getElementById('root')
  if (!root) throw new Error('sign-in.html has no #root')
  const signIn = createSignInStore({ requests, known, emptied: emptyAll })
  onEvent<SignInContract, 'codeArrived'>('signIn', 'codeArrived', ({ code }) => void signIn.finishInBrowser(code))
  onEvent<SignInContract, 'joinWaiting'>('signIn', 'joinWaiting', () => void signIn.takeJoin())
  void greet(known, signIn)
  createRoot(root).render(
    <ClockProvider clock={followHubTime()}>
      <SignIn i18n={i18n} first={settings} known={known} signIn={signIn} />
    </ClockProvider>,
  )
  afterPaint(() => {
    document.documentElement.dataset.ready = 'signIn'
    // What waits for the first picture need not wait for somebody to sign in.
    void appRequests().reportReady()
  })
}

/** A link that led here goes first; else the hub that one worked with is asked what it offers. */
async function greet({ place, url }: SignInState, signIn: SignInStore): Promise<void> {
  await signIn.takeJoin()
  const isUntouched = signIn.store.getState().step.kind === 'login'
  if (place === 'team' && url !== null && isUntouched) await signIn.toLogin(url)
}

void start()
