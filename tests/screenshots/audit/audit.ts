import type { Page } from '@playwright/test'

import { askMain } from '../ask-main'
import type { Camera } from '../camera'
import type { Stage } from '../stage'
import { axeFindings } from './axe-findings'
import { colourFindings } from './colour-findings'
import { cutFindings } from './cut-findings'
import type { Finding, FoundOnPage } from './finding'
import { motionFindings } from './motion-findings'

export const AUDITS = ['access', 'large', 'colours'] as const
export type AuditKind = (typeof AUDITS)[number]

export function isAuditKind(name: string): name is AuditKind {
  return (AUDITS as readonly string[]).includes(name)
}

/** Less than this somebody notices and nobody is stopped by. */
const GRAVE = new Set<Finding['gravity']>(['critical', 'serious', 'moderate'])

/** Looks at each screen for defects of one kind instead of drawing it. */
export class Audit {
  readonly findings: Finding[] = []
  private readonly screens: string[] = []

  constructor(
    readonly kind: AuditKind,
    private readonly draws: Camera | null = null,
  ) {}

  readonly camera: Camera = async (screen, page, stage) => {
    const found = await LOOKS[this.kind](page, stage, async () => {
      await this.draws?.(screen, page, stage)
    })
    this.screens.push(screen)
    this.findings.push(...found.filter(({ gravity }) => GRAVE.has(gravity)).map((each) => ({ screen, ...each })))
  }

  /** Counts by screen, and below them what was found. */
  report(): string {
    const clean = this.screens.filter((name) => this.findings.every(({ screen }) => screen !== name))
    const counted = this.screens.flatMap((name) => {
      const here = this.findings.filter(({ screen }) => screen === name)
      return here.length === 0 ? [] : [`${String(here.length).padStart(4)}  ${name}`]
    })
    const each = this.findings.map(({ screen, gravity, what, where }) => `${screen}: ${gravity} ${what}: ${where}`)
    return [
      ...counted,
      ...each,
      `${String(this.screens.length)} screens, ${String(clean.length)} without a finding, ${String(this.findings.length)} findings`,
    ].join('\n')
  }
}

type LookFor = (page: Page, stage: Stage, draw: () => Promise<void>) => Promise<FoundOnPage[]>

const LOOKS: Readonly<Record<AuditKind, LookFor>> = {
  async access(page, _stage, draw) {
    await draw()
    return [...(await motionFindings(page)), ...(await axeFindings(page))]
  },
  async large(page, stage, draw) {
    await atScale(stage, page, 200)
    const found = await cutFindings(page)
    await draw()
    await atScale(stage, page, 100)
    return found
  },
  async colours(page, _stage, draw) {
    return colourFindings(page, draw)
  },
}

/** As the person would set it; a visitor's page lies in a browser, whose zoom is its own: half the room is the same. */
async function atScale(stage: Stage, page: Page, scalePercent: number): Promise<void> {
  const viewport = page.viewportSize()
  if (viewport) {
    const by = scalePercent === 100 ? 2 : 0.5
    await page.setViewportSize({ width: viewport.width * by, height: viewport.height * by })
  } else await askMain(stage, 'app:change-settings', { scalePercent })
  await stage.settle()
}
