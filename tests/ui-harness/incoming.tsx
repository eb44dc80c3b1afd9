import { phoneBridge } from './phone-bridge'

/** The incoming call window: `?calls=incoming,incoming&lang=en&theme=dark`. */
const wanted = new URLSearchParams(location.search)
const language = wanted.get('lang') === 'en' ? 'en' : 'ru'
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light'
Object.assign(window, {
  otklik: phoneBridge({ language, theme, density: 'normal', contextOpen: true, listWidth: 328 }, wanted),
})
await import('../../renderer/incoming/main')
