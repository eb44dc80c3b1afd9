import { Hono } from 'hono'

import { ApiError, notFound } from '../api-error'
import type { SandboxContext } from '../context'
import { guard } from '../routes/guard'
import type { JobWorld } from './job-world'
import type { SandboxResume } from './model'
import { resumeJson } from './wire'

const MAX_PER_PAGE = 100
const DEFAULT_PER_PAGE = 25

/** Section 2 of facts/avito-jobs.md. */
export function resumeRoutes({ jobs, settings }: SandboxContext['job'], sandbox: SandboxContext): Hono {
  const app = new Hono()
  const allowed = guard(sandbox, 'job:cv')

  app.get('/job/v1/resumes/', allowed, (c) => {
    const perPage = Math.min(MAX_PER_PAGE, Number(c.req.query('per_page') ?? DEFAULT_PER_PAGE))
    const page = Number(c.req.query('page') ?? 1)
    if (!(perPage >= 1 && page >= 1)) throw new ApiError(400, 'Validation failed')
    const all = jobs.allResumes()
    const resumes = all.slice((page - 1) * perPage, page * perPage).map((resume) => resumeJson(resume, false))
    return c.json({ meta: { cursor: null, page, pages: Math.ceil(all.length / perPage), per_page: perPage }, resumes })
  })

  app.get('/job/v2/resumes/:id', allowed, (c) =>
    c.json(resumeJson(find(jobs, c.req.param('id')), c.req.query('photos') === 'true')),
  )

  app.on('GET', ['/job/v1/resumes/:id/contacts/', '/job/v1/resumes/:id/contacts'], allowed, (c) => {
    const resume = find(jobs, c.req.param('id'))
    if (!settings.isEmployerVerified) throw new ApiError(403, 'Employer is not verified')
    // A view is free for whoever was responded to, and for what was bought before.
    const isFree = resume.isPurchased || jobs.hasResponseWith(resume.id)
    if (!isFree && settings.paidViews === 0) throw new ApiError(402, 'not_enough_purchased_services')
    if (!isFree) settings.paidViews -= 1
    const wasPurchased = resume.isPurchased
    resume.isPurchased = true
    return c.json({
      already_bought: wasPurchased,
      name: resume.ownerName,
      full_name: null,
      contacts: [{ type: 'phone', value: resume.ownerPhone }],
    })
  })
  return app
}

function find(jobs: JobWorld, id: string): SandboxResume {
  const resume = jobs.resume(id)
  if (!resume) throw notFound('Resume')
  return resume
}
