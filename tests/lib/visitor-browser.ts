import { existsSync } from 'node:fs'

import { chromium, type Browser } from '@playwright/test'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

/** The system's own Chromium, as a visitor of the site chat has one. */
export async function openVisitorBrowser(): Promise<Browser> {
  const executablePath = PLACES.find(existsSync)
  if (executablePath === undefined) throw new Error('No Chromium: apt-get install chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
