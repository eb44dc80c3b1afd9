import type { LinkOpener } from '#shared/contract/ipc/links'
import { LINK_SCHEMES } from '#shared/domain/dial-link'
import { OWN_SCHEME } from '#shared/domain/own-link'

/** Electron's `app`, as far as it is used. */
export interface ProtocolPort {
  getName(): string
  getApplicationNameForProtocol(url: string): string
  isDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean
  setAsDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean
  removeAsDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean
}

export interface LinkOpenersOptions {
  readonly app: ProtocolPort
  readonly platform: NodeJS.Platform
  /** How the system has to start us; a build from source needs its folder named. */
  readonly command: { readonly path: string; readonly args: string[] }
}

/** Who opens links, as the system says it, and not as we asked. */
export function createLinkOpeners({ app, platform, command }: LinkOpenersOptions) {
  const { path, args } = command
  const opener = (scheme: LinkOpener['scheme']): LinkOpener['opener'] => {
    const isRegistered = app.isDefaultProtocolClient(scheme, path, args)
    const name = app.getApplicationNameForProtocol(`${scheme}://`)
    // The registry of Windows says only who offers itself; whom the person chose there stands in the name.
    const isChosen = platform !== 'win32' || name === '' || name.toLowerCase().includes(app.getName().toLowerCase())
    if (isRegistered && isChosen) return { kind: 'otklik' }
    return name === '' ? { kind: 'nobody' } : { kind: 'other', name: name.replace(/\.desktop$/, ''), isRegistered }
  }
  const list = (): LinkOpener[] => LINK_SCHEMES.map((scheme) => ({ scheme, opener: opener(scheme) }))
  return {
    /** Nobody else has a use for our own: they are ours without a question. */
    takeOwn(): void {
      if (!app.isDefaultProtocolClient(OWN_SCHEME, path, args)) app.setAsDefaultProtocolClient(OWN_SCHEME, path, args)
    },
    list,
    set(isOurs: boolean): LinkOpener[] {
      for (const scheme of LINK_SCHEMES) {
        if (isOurs) app.setAsDefaultProtocolClient(scheme, path, args)
        else app.removeAsDefaultProtocolClient(scheme, path, args)
      }
      return list()
    },
  }
}
