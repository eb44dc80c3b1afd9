import { Hono } from 'hono'

import { notFound } from '../api-error'
import { PAID_GROUPS, type HhContext, type PaidGroup } from '../context'
import { managerJson } from '../wire/vacancy-json'
import { pageJson } from '../wire/page-json'
import { employerOnly, ownEmployer, pageOf, userOf, type EmployerEnv } from './guard'

/** Who the token belongs to, work accounts, colleagues, paid groups (facts §2 and §3). */
export function accountRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world } = sandbox
  const allowed = employerOnly(sandbox)

  app.get('/me', allowed, (c) => {
    const { id, userId, employer, firstName, lastName, middleName, email, phone, isAdmin } = c.get('manager')
    return c.json({
      auth_type: 'employer',
      is_employer: true,
      id: userId,
      first_name: firstName,
      last_name: lastName,
      middle_name: middleName,
      email,
      phone,
      employer: { id: employer.id, name: employer.name, manager_id: id },
      manager: {
        id,
        has_admin_rights: isAdmin,
        is_main_contact_person: isAdmin,
        has_multiple_manager_accounts: world.accountsOf(userId).length > 1,
        manager_settings_url: `${world.baseUrl}/employers/${employer.id}/managers/${id}/settings`,
      },
    })
  })

  // Answers under a forbidden account, too: it is how to find one that is allowed.
  app.get('/manager_accounts/mine', (c) => {
    const accounts = world.accountsOf(userOf(sandbox, c))
    const [primary] = accounts
    if (!primary) throw notFound()
    const wanted = c.req.header('x-manager-account-id')
    return c.json({
      items: accounts.map(({ id, employer }) => ({ id, employer: { id: employer.id, name: employer.name } })),
      current_account_id: accounts.find(({ id }) => id === wanted)?.id ?? primary.id,
      primary_account_id: primary.id,
      is_primary_account_blocked: primary.isForbidden,
    })
  })

  app.get('/employers/:employer/managers', allowed, (c) => {
    const { page, perPage } = pageOf(c, 100)
    return c.json(pageJson(world.colleagues(ownEmployer(c).employer), page, perPage, managerJson))
  })
  app.get('/employers/:employer/managers/:manager', allowed, (c) => {
    const colleagues = world.colleagues(ownEmployer(c).employer)
    const found = colleagues.find(({ id }) => id === c.req.param('manager'))
    if (!found) throw notFound()
    return c.json(managerJson(found))
  })
  app.get('/employers/:employer/managers/:manager/method_access', allowed, (c) => {
    if (ownEmployer(c).id !== c.req.param('manager')) throw notFound()
    const groups = Object.entries(PAID_GROUPS) as [PaidGroup, string][]
    return c.json({
      items: groups.map(([id, description]) => ({
        id,
        description,
        access: { has_access: !sandbox.unpaidGroups.has(id) },
      })),
    })
  })
  return app
}
