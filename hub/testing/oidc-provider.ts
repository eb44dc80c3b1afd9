import { once } from 'node:events'
import { createServer } from 'node:http'

import Provider from 'oidc-provider'

export interface TestPerson {
  readonly email: string
  readonly isVerified: boolean
}

/** A provider of OpenID Connect on loopback: oidc-provider with its own pages for signing in and consenting. */
export async function startOidcProvider(publicUrl: string, callbackPath: string) {
  const people = new Map<string, TestPerson>()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was free.')
  const issuer = `http://127.0.0.1:${String(address.port)}`
  const client = { client_id: 'otklik', client_secret: 'secret-of-otklik-at-the-provider' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [publicUrl + callbackPath] }],
    claims: { email: ['email', 'email_verified'] },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, id) => ({
      accountId: id,
      async claims() {
        const person = people.get(id)
        return { sub: id, email: person?.email, email_verified: person?.isVerified }
      },
    }),
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return {
    issuer,
    client,
    people,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/**
 * A browser without a screen: goes where it is sent, keeps cookies, fills in the provider's forms. Answers where the
 * provider sends it in the end.
 */
export async function signInAtProvider(url: string, login: string, publicUrl: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  let form: URLSearchParams | null = null
  for (let step = 0; step < 20; step += 1) {
    if (next.href.startsWith(publicUrl)) return next
    const answer: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), connection: 'close' },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    form = null
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    const page: string = await answer.text()
    if (location !== null) {
      next = new URL(location, next)
      continue
    }
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
    const prompt: string | undefined = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (action === undefined || prompt === undefined) throw new Error(`no form: ${String(answer.status)} ${page}`)
    next = new URL(action, next)
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt })
  }
  throw new Error('The provider leads in circles.')
}
