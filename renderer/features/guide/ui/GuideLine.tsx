import { Fragment } from 'react'

import type { GuidePlace } from '../model/guide.store'
import { placeOf } from '../model/place-of'
import type { Line } from '../model/parse-guide'
import classes from './Guide.module.css'

export interface GuideLineProps {
  readonly line: Line
  readonly onGo: (place: GuidePlace) => void
}

/** One line with its controls, keys and ways to other tasks; what lies outside the guide is only named. */
export function GuideLine({ line, onGo }: GuideLineProps) {
  return line.map((part, at) => {
    if (part.kind === 'control') return <b key={at}>{part.text}</b>
    if (part.kind === 'key')
      return (
        <kbd key={at} className="key">
          {part.text}
        </kbd>
      )
    const place = part.kind === 'link' ? placeOf(part.href) : null
    if (place === null) return <Fragment key={at}>{part.text}</Fragment>
    return (
      <button
        key={at}
        type="button"
        className={classes.way}
        onClick={() => {
          onGo(place)
        }}
      >
        {part.text}
      </button>
    )
  })
}
