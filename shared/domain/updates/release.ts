/** How a release is put in the place of the one before it. */
export const RELEASE_FORMS = ['folder', 'appImage', 'nsis'] as const
export type ReleaseForm = (typeof RELEASE_FORMS)[number]

export const RELEASE_ARCHITECTURES = ['x64', 'arm64', 'any'] as const

export interface ReleaseFile {
  readonly form: ReleaseForm
  readonly arch: (typeof RELEASE_ARCHITECTURES)[number]
  readonly name: string
  readonly size: number
  /** Of the whole file, in Base64. */
  readonly sha512: string
}

/** What a company has published to one channel; it counts only with its signature. */
export interface Release {
  readonly channel: string
  /** Grows with every publication to a channel: a manifest that is older than one already seen is refused. */
  readonly publishedAtMs: number
  /** Until then the company renews it, or has published another; absent: it never ends. */
  readonly validUntilMs?: number | undefined
  readonly version: string
  /** To so many of a hundred computers, always the same ones for one version. */
  readonly rolloutPercent: number
  readonly notes: { readonly ru: string; readonly en: string }
  readonly files: readonly ReleaseFile[]
}
