import { MarkedText } from '../../../../ui/MarkedText'
import { linkify } from '../../model/linkify'
import { useChatsEnvironment } from '../chats-environment'
import { useFoundStretches } from '../found-words'
import classes from './content.module.css'

export function LinkedText({ text }: { readonly text: string }) {
  const { openExternal } = useChatsEnvironment()
  return (
    <span className={classes.text}>
      {linkify(text).map((piece, index) =>
        piece.kind === 'text' ? (
          // Pieces of one text never change places.
          <FoundText key={index} text={piece.text} />
        ) : (
          <a
            key={index}
            href={piece.url}
            className={classes.anchor}
            onClick={(event) => {
              event.preventDefault()
              openExternal(piece.url)
            }}
          >
            {piece.text}
          </a>
        ),
      )}
    </span>
  )
}

/** With the words marked for which one is here. */
function FoundText({ text }: { readonly text: string }) {
  return <MarkedText text={text} stretches={useFoundStretches(text)} />
}
