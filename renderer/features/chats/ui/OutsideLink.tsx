import { IconExternalLink } from '../../../ui/icons'
import { LinkButton } from '../../../ui/LinkButton'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'

export interface OutsideLinkProps {
  readonly url: string
  readonly words: string
}

export function OutsideLink({ url, words }: OutsideLinkProps) {
  const { openExternal } = useChatsEnvironment()
  return (
    <LinkButton
      className={classes.link}
      onClick={() => {
        openExternal(url)
      }}
    >
      {words}
      <IconExternalLink size={14} aria-hidden />
    </LinkButton>
  )
}
