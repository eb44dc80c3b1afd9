import { GUIDE_PAGES, type GuidePlace } from './guide.store'

const HREF = /^([\w-]+)\.md(?:#([\w-]+))?$/

/** The place in the guide that a link of its text leads to; `null`: it leads out of it. */
export function placeOf(href: string): GuidePlace | null {
  const [, name, task = null] = HREF.exec(href) ?? []
  const page = GUIDE_PAGES.find((each) => each === name)
  return page ? { page, task } : null
}
