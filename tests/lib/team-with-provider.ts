import { OIDC_CALLBACK_PATH } from '../../hub/accounts/oidc-client'
import { signInAtProvider, startOidcProvider } from '../../hub/testing/oidc-provider'
import { startBuiltTeamHub } from './built-team-hub'
import type { ElectronDesk } from './electron-desk'
import type { TeamHub, TeamPerson } from './team-hub'

const PUBLIC_URL = 'https://hub.example'

/** A team's hub at which people may also sign in at a provider of OpenID Connect. */
export class TeamWithProvider {
  private constructor(
    readonly hub: TeamHub,
    private readonly provider: Awaited<ReturnType<typeof startOidcProvider>>,
  ) {}

  /** `name`: as the button says it. */
  static async start(name: string): Promise<TeamWithProvider> {
    const provider = await startOidcProvider(PUBLIC_URL, OIDC_CALLBACK_PATH)
    const hub = await startBuiltTeamHub({
      OTKLIK_PUBLIC_URL: PUBLIC_URL,
      OTKLIK_OIDC_ISSUER: provider.issuer,
      OTKLIK_OIDC_CLIENT_ID: provider.client.client_id,
      OTKLIK_OIDC_CLIENT_SECRET: provider.client.client_secret,
      OTKLIK_OIDC_NAME: name,
    })
    return new TeamWithProvider(hub, provider)
  }

  /** An agent whom the provider knows as well. */
  async add(person: TeamPerson): Promise<void> {
    await this.hub.add(person, 'agent')
    this.provider.people.set(person.login, { email: person.login, isVerified: true })
  }

  /** Through the pages that a browser would show, to the code of the last one. */
  async codeAfter(openedPage: string, person: TeamPerson): Promise<string> {
    const { pathname, search } = await signInAtProvider(openedPage, person.login, PUBLIC_URL)
    const page = await (await fetch(this.hub.url + pathname + search)).text()
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(page)?.[0]
    if (code === undefined) throw new Error(`The last page shows no code: ${page}`)
    return code
  }

  async stop(): Promise<void> {
    await this.hub.stop()
    this.provider.stop()
  }
}

/** In place of the system's browser: what Otklik opens is kept. Answers what was opened so far. */
export async function keepOpenedPages({ app }: ElectronDesk): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedOutside: opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  return () => app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside)
}
