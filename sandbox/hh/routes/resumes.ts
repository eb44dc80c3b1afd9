import { Hono, type Context } from 'hono'

import { HhError } from '../api-error'
import type { HhContext } from '../context'
import type { Manager, Resume } from '../model'
import { areContactsOpen, markRead } from '../rules/negotiation-rules'
import { resumePdf, resumeRtf } from '../resume-file'
import { resumeJson } from '../wire/resume-json'
import { employerOnly, type EmployerEnv } from './guard'

/** Facts §8. */
export function resumeRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world } = sandbox
  const allowed = employerOnly(sandbox, 'resume_view')

  app.get('/resumes/:id', allowed, (c) => {
    const manager = c.get('manager')
    const resume = world.resume(c.req.param('id'))
    countView(sandbox, manager)
    if (c.req.query('with_contact') === 'true') openContacts(sandbox, manager, resume)
    markResponse(sandbox, c, resume)
    return c.json(resumeJson(world, resume, areContactsOpen(world, resume, manager)))
  })

  // The address is given in `download`; the facts do not say how it looks.
  app.get('/resumes/:id/download/:file', allowed, (c) => {
    const resume = world.resume(c.req.param('id'))
    if (!c.req.param('file').endsWith('.rtf')) return send(resumePdf(resume), 'application/pdf')
    return send(resumeRtf(resume, areContactsOpen(world, resume, c.get('manager'))), 'application/rtf')
  })
  return app
}

/** The day's limit is the employer's. Its day is taken to be Moscow's. */
function countView({ views, settings, world }: HhContext, { employer }: Manager): void {
  const day = new Date(world.clock.now() + 10_800_000).toISOString().slice(0, 10)
  const key = `${employer.id}:${day}`
  const seen = views.get(key) ?? 0
  if (seen >= settings.viewsPerDay) throw new HhError(429, [{ type: 'resumes', value: 'view_limit_exceeded' }])
  views.set(key, seen + 1)
}

/** Spends a contact view, but not on contacts that are open anyway. */
function openContacts({ world, settings }: HhContext, manager: Manager, resume: Resume): void {
  if (areContactsOpen(world, resume, manager)) return
  if (settings.contactViews <= 0) throw new HhError(403, [{ type: 'resumes', value: 'quota_exceeded' }])
  settings.contactViews -= 1
  resume.areContactsOpen = true
}

function markResponse({ world }: HhContext, c: Context<EmployerEnv>, resume: Resume): void {
  const topicId = c.req.query('topic_id')
  if (topicId === undefined) return
  const topic = world.ownTopic(c.get('manager'), topicId)
  if (topic.resume === resume) markRead(topic)
}

function send(bytes: Uint8Array, mimeType: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': mimeType } })
}
