import { describe, expect, it } from 'vitest'

import { contentSecurityPolicy } from './content-security-policy'
import { newStyleNonce, STYLE_NONCE_PLACE, withStyleNonce } from './style-nonce'

const NONCE = 'bm9uY2U='

const directivesOf = (hubOrigin: string | null) =>
  new Map(
    contentSecurityPolicy(hubOrigin, NONCE)
      .split('; ')
      .map((text): [string, string] => {
        const [name = '', ...sources] = text.split(' ')
        return [name, sources.join(' ')]
      }),
  )
const directives = directivesOf(null)

it('[I9] a nonce is served once, in every place of the page', () => {
  const page = Buffer.from(`<meta nonce="${STYLE_NONCE_PLACE}"><link nonce="${STYLE_NONCE_PLACE}"> «я»`)
  expect(withStyleNonce(page, 'abc').toString('utf8')).toBe('<meta nonce="abc"><link nonce="abc"> «я»')
  const made = new Set(Array.from({ length: 1_000 }, newStyleNonce))
  expect(made.size).toBe(1_000)
  for (const nonce of made) expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/)
})

describe('[I9] the content security policy', () => {
  it('allows nothing that is not named', () => {
    expect(directives.get('default-src')).toBe("'none'")
    for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(directives.get(name)).toBe("'none'")
    }
  })

  it('runs scripts of the build only', () => {
    expect(directives.get('script-src')).toBe("'self'")
    expect(directives.get('worker-src')).toBe("'self'")
    expect(contentSecurityPolicy(null, NONCE)).not.toContain('unsafe')
  })

  it('takes style elements only with the nonce of this answer', () => {
    expect(directives.get('style-src')).toBe("'self' 'nonce-bm9uY2U='")
  })

  it('talks to nobody but the hub on this computer', () => {
    expect(directives.get('connect-src')).toBe("'self' ws://127.0.0.1:* http://127.0.0.1:*")
  })

  it('talks to nobody but the team’s hub where one is signed in', () => {
    expect(directivesOf('https://hub.firm.example:8443').get('connect-src')).toBe(
      "'self' wss://hub.firm.example:8443 https://hub.firm.example:8443",
    )
  })
})
