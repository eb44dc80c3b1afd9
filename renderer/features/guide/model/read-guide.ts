import { parseGuide, type GuidePage } from './parse-guide'
import { GUIDE_PAGES, type GuidePageId } from './guide.store'

/** Shipped with the build, a file for each page: nothing is fetched from anywhere. */
const TEXTS = import.meta.glob<string>(['../../../../docs/user/{ru,en}/*.md', '!**/README.md'], {
  query: '?raw',
  import: 'default',
})

export async function readGuidePage(language: 'ru' | 'en', page: GuidePageId): Promise<GuidePage> {
  const read = TEXTS[`../../../../docs/user/${language}/${page}.md`]
  if (!read) throw new Error(`The build has no ${page}.md of the guide in ${language}`)
  return parseGuide(await read())
}

/** All of it, page by page in order. */
export async function readGuide(language: 'ru' | 'en'): Promise<ReadonlyMap<GuidePageId, GuidePage>> {
  const pages = await Promise.all(GUIDE_PAGES.map((page) => readGuidePage(language, page)))
  return new Map(GUIDE_PAGES.map((page, at) => [page, pages[at] as GuidePage]))
}
