export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://otklik'

export type PageName = 'desk' | 'incoming' | 'media' | 'widget' | 'sign-in'

/** `cache`: the database of somebody who is signed in to a team's hub. */
export function pageUrl(page: PageName, cache: string | null = null): string {
  return `${APP_ORIGIN}/${page}.html${cache === null ? '' : `?cache=${cache}`}`
}
