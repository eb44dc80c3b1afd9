import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'

import type { SessionEnd } from '#shared/contract/accounts'
import { isAllowed, type Access } from '#shared/domain/access'

import type { Caller } from '../accounts/caller'
import { problem, sessionOver } from './answers'

export interface ApiEnv {
  Variables: {
    /** `null`: nobody has signed in. */
    caller: Caller | null
    /** Why the session of the token is no more, where it was one. */
    over: SessionEnd | null
    /** From where it is asked. */
    address: string
  }
}

export type Api = OpenAPIHono<ApiEnv>

/** As it stands in the description of the API. */
export const ACCESS = 'x-access'

type Declared<P extends string> = Omit<RouteConfig, 'path' | 'middleware'> & {
  readonly path: P
  readonly access: Access
}

/**
 * The only way to declare a route of the desks' API: without saying who may call it, it does not compile. The check runs
 * before anything of the request is read.
 */
export function route<P extends string, R extends Declared<P>>(declared: R & { readonly path: P }): R {
  const { access, ...described } = declared
  const open = access === 'anybody' ? { security: [] } : {}
  // What is added concerns neither what a handler is given nor what it answers.
  return { ...described, ...open, [ACCESS]: access, middleware: mayCall(access) } as unknown as R
}

function mayCall(access: Access) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { caller, over } = c.var
    if (isAllowed(caller?.role ?? null, access)) return next()
    if (over) return c.json(sessionOver(over), 401)
    if (!caller) return c.json(problem('notAuthorised', 'Sign in first: the token is missing or unknown.'), 401)
    return c.json(problem('notAllowed', `Only for: ${access}. Ask an administrator.`), 403)
  })
}

/** For handlers of what nobody can ask without having signed in. */
export function callerOf(c: { readonly var: ApiEnv['Variables'] }): Caller {
  const { caller } = c.var
  if (!caller) throw new Error('A route for people who have signed in was reached by somebody who has not.')
  return caller
}

/** Keeps a hub from starting with a route that does not say who may call it. */
export function assertDeclared(app: Api): void {
  const described = new Map(
    app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route'
        ? [[`${definition.route.method.toUpperCase()} ${routingPath(definition.route.path)}`, definition.route]]
        : [],
    ),
  )
  for (const { method, path } of app.routes) {
    const found = described.get(`${method} ${path}`)
    if (method === 'ALL' || (found && ACCESS in found)) continue
    throw new Error(`${method} ${path} does not say who may call it: declare it with route().`)
  }
}

function routingPath(path: string): string {
  return path.replaceAll(/\/\{(.+?)\}/g, '/:$1')
}
