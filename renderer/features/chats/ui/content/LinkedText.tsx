import { linkify } from '../../model/linkify'
import { useChatsEnvironment } from '../chats-environment'
import classes from './content.module.css'

export function LinkedText({ text }: { readonly text: string }) {
  const { openExternal } = useChatsEnvironment()
  return (
    <span className={classes.text}>
      {linkify(text).map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <a
            // Pieces of one text never change places.
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
