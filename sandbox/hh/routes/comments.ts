import { Hono, type Context } from 'hono'

import { badArgument, HhError, notFound } from '../api-error'
import type { HhContext } from '../context'
import type { Manager } from '../model'
import type { Comment } from '../world'
import { hhDate } from '../wire/dates'
import { pageJson } from '../wire/page-json'
import { employerOnly, formOf, pageOf, type EmployerEnv } from './guard'

const ACCESS = { coworkers: 'Виден коллегам', owner: 'Виден только автору' } as const

/** What the employer's people note of a candidate (facts §5). Beside the access the facts name no field. */
export function commentRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world } = sandbox
  const allowed = employerOnly(sandbox, 'negotiations')

  app.get('/applicant_comments/:applicant', allowed, (c) => {
    const { page, perPage } = pageOf(c, 100)
    const manager = c.get('manager')
    const found = [...world.comments.values()].filter(
      (comment) => comment.applicantId === c.req.param('applicant') && isVisible(comment, manager),
    )
    return c.json(pageJson(found, page, perPage, (comment) => commentJson(comment, manager)))
  })

  app.post('/applicant_comments/:applicant', allowed, async (c) => {
    const applicantId = c.req.param('applicant')
    if (![...world.resumes.values()].some((resume) => resume.applicantId === applicantId)) throw notFound()
    const id = world.newId()
    const content = contentOf(await formOf(c))
    const comment = { id, applicantId, author: c.get('manager'), createdAtMs: world.clock.now(), ...content }
    world.comments.set(id, comment)
    return c.json(commentJson(comment, c.get('manager')), 201)
  })

  app.put('/applicant_comments/:applicant/:comment', allowed, async (c) => {
    Object.assign(own(sandbox, c), contentOf(await formOf(c)))
    return c.body(null, 204)
  })
  app.delete('/applicant_comments/:applicant/:comment', allowed, (c) => {
    world.comments.delete(own(sandbox, c).id)
    return c.body(null, 204)
  })
  return app
}

function isVisible({ author, access }: Comment, manager: Manager): boolean {
  return author === manager || (access === 'coworkers' && author.employer === manager.employer)
}

function own({ world }: HhContext, c: Context<EmployerEnv>): Comment {
  const comment = world.comments.get(c.req.param('comment') ?? '')
  const manager = c.get('manager')
  if (!comment || comment.applicantId !== c.req.param('applicant') || !isVisible(comment, manager)) throw notFound()
  if (comment.author !== manager) throw new HhError(403, [{ type: 'forbidden' }])
  return comment
}

function contentOf(form: URLSearchParams): Pick<Comment, 'text' | 'access'> {
  const text = form.get('text') ?? ''
  const access = form.get('access_type') ?? 'coworkers'
  if (text === '') throw badArgument('text')
  if (access !== 'coworkers' && access !== 'owner') throw badArgument('access_type')
  return { text, access }
}

function commentJson({ id, author, createdAtMs, text, access }: Comment, manager: Manager) {
  return {
    id,
    author: { id: author.id, full_name: `${author.lastName} ${author.firstName}` },
    created_at: hhDate(createdAtMs),
    text,
    access_type: { id: access, name: ACCESS[access] },
    is_mine: author === manager,
  }
}
