import type { Channel } from '#shared/domain/channel'
import type { Message, MessageContent } from '#shared/domain/message'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconExternalLink, IconMapPin, IconTrash } from '../../../../ui/icons'
import { previewOf } from '../../model/preview'
import { useChatsEnvironment } from '../chats-environment'
import { LinkButton } from '../../../../ui/LinkButton'
import classes from './content.module.css'
import { FileView } from './FileView'
import { ImageView } from './ImageView'
import { LinkedText } from './LinkedText'
import { VoiceView } from './VoiceView'

const OPEN_STREET_MAP = 'https://www.openstreetmap.org/'

export interface MessageContentViewProps {
  readonly message: Message
  readonly channel: Channel | null
}

/** Every kind of content that exists, each shown for what it is. */
export function MessageContentView(props: MessageContentViewProps) {
  const { content } = props.message
  return content.kind === 'text' ? <LinkedText text={content.text} /> : <OtherContent {...props} content={content} />
}

interface OtherContentProps extends MessageContentViewProps {
  readonly content: Exclude<MessageContent, { kind: 'text' }>
}

function OtherContent({ message, content, channel }: OtherContentProps) {
  const { t } = useTranslation(['chats', 'common'])
  const { openExternal } = useChatsEnvironment()
  if ('isExpired' in content && content.isExpired)
    return (
      <span className={classes.soft}>
        <IconTrash size={15} aria-hidden />{' '}
        {t(`content.expired.${content.kind}`, { name: content.kind === 'file' ? content.name : '' })}
      </span>
    )
  switch (content.kind) {
    case 'image':
      return <ImageView message={message} image={content} />
    case 'file':
      return <FileView message={message} file={content} />
    case 'voice':
      return <VoiceView voice={content} />
    case 'link':
      return (
        <>
          {content.text && content.text !== content.url && <LinkedText text={content.text} />}
          <button
            type="button"
            className={classes.card}
            title={content.url}
            onClick={() => {
              openExternal(content.url)
            }}
          >
            <b>{content.title ?? content.url}</b>
            {content.description && <span>{content.description}</span>}
            <small>{hostOf(content.url)}</small>
          </button>
        </>
      )
    case 'item': {
      const { url } = content
      return (
        <div className={classes.item}>
          <div className={classes.itemWords}>
            <b>{content.title}</b>
            {content.price && <span>{content.price}</span>}
            {url && <OpenOn url={url} channel={channel} />}
          </div>
        </div>
      )
    }
    case 'location':
      return (
        <div className={classes.item}>
          <IconMapPin size={20} aria-hidden className={classes.glyph} />
          <div className={classes.itemWords}>
            <b>{content.title}</b>
            {content.text && <span>{content.text}</span>}
            <LinkButton
              onClick={() => {
                const { lat, lon } = content
                openExternal(
                  `${OPEN_STREET_MAP}?mlat=${String(lat)}&mlon=${String(lon)}#map=17/${String(lat)}/${String(lon)}`,
                )
              }}
            >
              {t('content.location')}
            </LinkButton>
          </div>
        </div>
      )
    case 'deleted':
      return (
        <span className={classes.soft}>
          <IconTrash size={15} aria-hidden /> {t('content.deleted')}
        </span>
      )
    case 'unsupported':
      return (
        <div className={classes.unsupported}>
          <UnsupportedWords externalType={content.externalType} />
          {content.openUrl && <OpenOn url={content.openUrl} channel={channel} />}
        </div>
      )
    case 'system':
    case 'phoneCall':
    case 'channelCall':
    case 'response':
    case 'note':
    case 'caseEvent':
    case 'chatEvent':
      return <PlainWords content={content} />
  }
}

function PlainWords({ content }: { readonly content: MessageContent }) {
  const { t } = useTranslation('chats')
  const preview = previewOf(content)
  return <span className={classes.soft}>{preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}</span>
}

function OpenOn({ url, channel }: { readonly url: string; readonly channel: Channel | null }) {
  const { t } = useTranslation(['chats', 'common'])
  const { openExternal } = useChatsEnvironment()
  return (
    <LinkButton
      onClick={() => {
        openExternal(url)
      }}
    >
      {channel ? t('content.openOn', { channel: t(`common:channelKind.${channel.kind}`) }) : t('content.openLink')}
      <IconExternalLink size={14} aria-hidden />
    </LinkButton>
  )
}

const KNOWN_TYPES = ['video', 'file', 'appCall', 'call'] as const

function UnsupportedWords({ externalType }: { readonly externalType: string }) {
  const { t } = useTranslation('chats')
  const known = KNOWN_TYPES.find((type) => type === externalType)
  const what = known ? t(`content.type.${known}`) : t('content.type.other', { type: externalType })
  return <span>{t('content.unsupported', { what })}</span>
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}
