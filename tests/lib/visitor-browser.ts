import { existsSync } from 'node:fs'

import { chromium, type Browser } from '@playwright/test'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Chromium's own microphone, which beeps; whether a page may use it is asked of each context. */
const SOUND_ARGS = ['--use-fake-device-for-media-stream', '--allow-loopback-in-peer-connection']

/** The system's own Chromium, as a visitor of the site chat has one. */
export async function openVisitorBrowser(): Promise<Browser> {
  const executablePath = PLACES.find(existsSync)
  if (executablePath === undefined) throw new Error('No Chromium: apt-get install chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...SOUND_ARGS] })
}
