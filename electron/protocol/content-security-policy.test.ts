import { describe, expect, it } from 'vitest'

import { contentSecurityPolicy } from './content-security-policy'

const directivesOf = (hubOrigin: string | null) =>
  new Map(
    contentSecurityPolicy(hubOrigin)
      .split('; ')
      .map((text): [string, string] => {
        const [name = '', ...sources] = text.split(' ')
        return [name, sources.join(' ')]
      }),
  )
const directives = directivesOf(null)

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
    expect(contentSecurityPolicy(null)).not.toContain('unsafe-eval')
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
