import { Modal, NavLink } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { closeGuide, guideStore, openGuide, type GuidePageId } from '../model/guide.store'
import type { GuidePage } from '../model/parse-guide'
import { readGuide } from '../model/read-guide'
import classes from './Guide.module.css'
import { GuideTask } from './GuideTask'

type Pages = ReadonlyMap<GuidePageId, GuidePage>

/** The guide by task, in the person's language, from what was shipped: pages and their tasks on the left, the text beside. */
export function Guide() {
  const { t, i18n } = useTranslation(['shell', 'common'])
  const place = useStore(guideStore, (state) => state.place)
  const language = i18n.language === 'en' ? 'en' : 'ru'
  const [pages, setPages] = useState<Pages | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const text = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let isGone = false
    readGuide(language).then(
      (read) => {
        if (!isGone) setPages(read)
      },
      () => {
        if (!isGone) setHasFailed(true)
      },
    )
    return () => {
      isGone = true
    }
  }, [language])
  useEffect(() => {
    if (!pages || !place) return
    const task = place.task === null ? null : document.getElementById(`guide-${place.task}`)
    if (task) task.scrollIntoView({ block: 'start' })
    else text.current?.scrollTo({ top: 0 })
  }, [pages, place])
  if (!place) return null
  const page = pages?.get(place.page)
  return (
    <Modal
      opened
      onClose={closeGuide}
      title={t('guide.title')}
      size={960}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {hasFailed && <InlineError>{t('guide.failed')}</InlineError>}
      {pages && page && (
        <div className={classes.root}>
          <nav className={classes.contents} aria-label={t('guide.contents')}>
            {[...pages].map(([id, each]) => (
              <div key={id}>
                <NavLink
                  component="button"
                  type="button"
                  label={each.title}
                  active={id === place.page}
                  aria-current={id === place.page ? 'page' : undefined}
                  onClick={() => {
                    openGuide({ page: id, task: null })
                  }}
                />
                {id === place.page && (
                  <ul className={classes.tasks}>
                    {each.tasks.map((task) => (
                      <li key={task.id}>
                        <button
                          type="button"
                          aria-current={task.id === place.task || undefined}
                          onClick={() => {
                            openGuide({ page: id, task: task.id })
                          }}
                        >
                          {task.title}
                        </button>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            ))}
          </nav>
          <div ref={text} className={classes.text} tabIndex={0} role="region" aria-label={page.title}>
            <h2>{page.title}</h2>
            <GuideTask blocks={page.intro} onGo={openGuide} />
            {page.tasks.map((task) => (
              <section key={task.id} id={`guide-${task.id}`} aria-labelledby={`guide-${task.id}-title`}>
                <h3 id={`guide-${task.id}-title`}>{task.title}</h3>
                <GuideTask blocks={task.blocks} onGo={openGuide} />
              </section>
            ))}
          </div>
        </div>
      )}
    </Modal>
  )
}
