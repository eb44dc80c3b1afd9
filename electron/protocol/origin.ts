export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://otklik'

export type PageName = 'desk' | 'incoming' | 'media' | 'widget'

export function pageUrl(page: PageName): string {
  return `${APP_ORIGIN}/${page}.html`
}
