import { originOf, type SiteSettings } from '#shared/domain/site-chat'
import { err, ok, type Result } from '#shared/lib/result'

/** As it is typed: the sites one a line. */
export interface SiteForm {
  readonly company: string
  readonly greeting: string
  readonly sites: string
  readonly publicUrl: string
}

export type SiteField = keyof SiteForm
export type SiteError = 'required' | 'tooLong' | 'site'
export type SiteErrors = Readonly<Partial<Record<SiteField, SiteError>>>

export const SITE_MAX_LENGTHS = { company: 80, greeting: 500 } as const

export const EMPTY_SITE: SiteForm = { company: '', greeting: '', sites: '', publicUrl: '' }

export function siteFormOf({ company, greeting, sites, publicUrl }: SiteSettings): SiteForm {
  return { company, greeting, sites: sites.join('\n'), publicUrl: publicUrl ?? '' }
}

export function parseSiteForm(form: SiteForm): Result<SiteSettings, SiteErrors> {
  const errors: Partial<Record<SiteField, SiteError>> = {}
  const company = form.company.trim()
  const greeting = form.greeting.trim()
  if (company === '') errors.company = 'required'
  else if (company.length > SITE_MAX_LENGTHS.company) errors.company = 'tooLong'
  if (greeting.length > SITE_MAX_LENGTHS.greeting) errors.greeting = 'tooLong'
  const typed = form.sites.split(/[\s,;]+/).filter((line) => line !== '')
  const sites = typed.flatMap((line) => originOf(line) ?? [])
  if (sites.length < typed.length) errors.sites = 'site'
  const publicUrl = form.publicUrl.trim() === '' ? null : originOf(form.publicUrl)
  if (publicUrl === null && form.publicUrl.trim() !== '') errors.publicUrl = 'site'
  if (Object.values(errors).some(Boolean)) return err(errors)
  return ok({ company, greeting, sites: [...new Set(sites)], publicUrl })
}
