export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://otklik'

export type PageName = 'desk' | 'incoming' | 'media' | 'widget' | 'sign-in'

/**
 * `cache`: the database of somebody who is signed in to a team's hub. `asksForKey`: the page asks main how its database
 * lies on the disk before it opens it.
 */
export function pageUrl(page: PageName, cache: string | null = null, asksForKey = false): string {
  const words = [...(cache === null ? [] : [`cache=${cache}`]), ...(asksForKey ? ['key=ask'] : [])]
  return `${APP_ORIGIN}/${page}.html${words.length === 0 ? '' : `?${words.join('&')}`}`
}
