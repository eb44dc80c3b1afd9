import type { Administration } from '#shared/contract/administration'
import { v7 as newId } from 'uuid'

import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

const COLLEAGUES = ['Марат Каримов', 'Ирина Соколова', 'Алсу Галиева', 'Павел Дёмин']
const TEAMS = ['Подбор: массовый', 'Подбор: офис']

/** The wall as a supervisor sees it, the cases behind a number, a stretch played again, the targets. */
export async function drawSupervisor(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { supervisor } = words
  await page.getByRole('option').nth(8).waitFor()
  await arrange(stage)
  await stage.goTo('supervisor')
  await page
    .getByRole('cell', { name: COLLEAGUES[0] ?? '' })
    .or(page.getByText(COLLEAGUES[0] ?? ''))
    .first()
    .waitFor()
  await stage.shot('supervisor-live')
  await page.getByRole('button', { name: new RegExp(supervisor.card.queued) }).click()
  await page.getByRole('dialog').getByRole('button').nth(1).waitFor()
  await stage.shot('supervisor-behind')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Shift+Digit4')
  await page.getByRole('dialog').waitFor()
  await stage.shot('supervisor-big')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await stage.tab(supervisor.tab.replay)
  await stage.button(supervisor.replay.play).waitFor()
  await stage.shot('supervisor-replay')
  await stage.tab(supervisor.tab.targets)
  await page.getByText(supervisor.targets.exceptions).waitFor()
  await stage.button(supervisor.targets.add).click()
  await stage.shot('supervisor-targets')
}

async function arrange({ page }: Stage): Promise<void> {
  const admin = await HubAdmin.of(page)
  for (const name of TEAMS) await admin.put(`/api/administration/teams/${newId()}`, { name })
  const { teams } = await admin.get<Administration>('/api/administration')
  for (const name of COLLEAGUES)
    await admin.put(`/api/administration/agents/${newId()}`, {
      name,
      role: 'agent',
      teamIds: teams.map(({ id }) => id),
      capacity: null,
    })
  await admin.put('/api/service-targets', { answerWithinMs: 120_000, goalPercent: 90, exceptions: [] })
}
