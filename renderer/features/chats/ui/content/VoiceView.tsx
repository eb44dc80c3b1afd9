import { useRef, useState } from 'react'

import type { VoiceContent } from '#shared/domain/message'

import { useTranslation } from '../../../../i18n/use-translation'
import { fileUrl } from '../../../../ui/file-url'
import { IconMicrophone, IconPlayerPause, IconPlayerPlay } from '../../../../ui/icons'
import { IconButton } from '../../../../ui/IconButton'
import { formatDuration } from '../../../../ui/time'
import classes from './content.module.css'

export function VoiceView({ voice }: { readonly voice: VoiceContent }) {
  const { t } = useTranslation('chats')
  if (voice.state === 'kept' && voice.fileId) return <VoicePlayer source={fileUrl(voice.fileId)} />
  return (
    <span className={classes.soft}>
      <IconMicrophone size={16} aria-hidden />{' '}
      {t(voice.state === 'lost' ? 'content.voiceLost' : 'content.voiceFetching')}
    </span>
  )
}

function VoicePlayer({ source }: { readonly source: string }) {
  const { t } = useTranslation('chats')
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [isBroken, setIsBroken] = useState(false)
  const [positionS, setPositionS] = useState(0)
  const [lengthS, setLengthS] = useState(0)
  if (isBroken) {
    return (
      <span className={classes.soft}>
        <IconMicrophone size={16} aria-hidden /> {t('content.voiceBroken')}
      </span>
    )
  }
  return (
    <span className={classes.voice}>
      <audio
        ref={audio}
        src={source}
        preload="metadata"
        onPlay={() => {
          setIsPlaying(true)
        }}
        onPause={() => {
          setIsPlaying(false)
        }}
        onTimeUpdate={(event) => {
          setPositionS(event.currentTarget.currentTime)
        }}
        onLoadedMetadata={(event) => {
          const { duration } = event.currentTarget
          setLengthS(Number.isFinite(duration) ? duration : 0)
        }}
        onError={() => {
          setIsBroken(true)
        }}
      />
      <IconButton
        label={t(isPlaying ? 'content.pause' : 'content.play')}
        variant="filled"
        tone="accent"
        onClick={() => {
          const player = audio.current
          if (!player) return
          if (isPlaying) player.pause()
          else
            player.play().catch(() => {
              setIsBroken(true)
            })
        }}
      >
        {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
      </IconButton>
      <input
        type="range"
        className={classes.seek}
        aria-label={t('content.voice')}
        aria-valuetext={`${formatDuration(positionS * 1000)} / ${formatDuration(lengthS * 1000)}`}
        min={0}
        max={Math.max(lengthS, 0.1)}
        step={0.1}
        value={positionS}
        onChange={(event) => {
          const player = audio.current
          if (player) player.currentTime = Number(event.currentTarget.value)
        }}
      />
      <span className={classes.voiceTime}>{formatDuration((isPlaying ? positionS : lengthS) * 1000)}</span>
    </span>
  )
}
