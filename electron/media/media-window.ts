import { MessageChannelMain } from 'electron'

import { MEDIA_PORT } from '../ipc/wire'
import type { WindowsRegistry } from '../ipc/windows-registry'
import { openWindow } from '../windows/open-window'
import type { OpenedPart } from './part-bridge'

/** The hidden window that holds peer connections and devices. */
export function openMediaWindow(windows: WindowsRegistry): OpenedPart {
  const window = openWindow(windows, 'media', {
    width: 320,
    height: 240,
    skipTaskbar: true,
    focusable: false,
    webPreferences: { autoplayPolicy: 'no-user-gesture-required', spellcheck: false },
  })
  const contents = window.webContents
  contents.setWebRTCIPHandlingPolicy('default')
  const { port1, port2 } = new MessageChannelMain()
  contents.once('did-finish-load', () => {
    contents.postMessage(MEDIA_PORT, null, [port2])
  })

  let tellGone: (reason: string) => void = () => {}
  const gone = (reason: string): void => {
    const tell = tellGone
    tellGone = () => {}
    port1.close()
    if (!window.isDestroyed()) window.destroy()
    tell(reason)
  }
  contents.once('render-process-gone', (_event, details) => {
    gone(details.reason)
  })
  contents.once('did-fail-load', (_event, _code, description) => {
    gone(description)
  })
  window.once('closed', () => {
    gone('closed')
  })

  return {
    post: (message) => {
      port1.postMessage(message)
    },
    onMessage: (listener) => {
      port1.on('message', (event) => {
        listener(event.data)
      })
      port1.start()
    },
    onGone: (listener) => {
      tellGone = listener
    },
    destroy: (isHanging) => {
      tellGone = () => {}
      if (window.isDestroyed()) return
      if (isHanging) contents.forcefullyCrashRenderer()
      window.destroy()
    },
  }
}
