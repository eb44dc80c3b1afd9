import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { BlockReason } from '#shared/domain/chat'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'

const REASONS = ['spam', 'fraud', 'rudeness', 'other'] as const satisfies readonly BlockReason[]

export interface BlockDialogProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly onConfirm: (reason: BlockReason) => void
  readonly onClose: () => void
}

export function BlockDialog({ chat, channel, onConfirm, onClose }: BlockDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const [reason, setReason] = useState<BlockReason>('spam')
  const name = chat.clientName || t('common:guest')
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : t('context.channel')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('block.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" mb={14}>
        {t(channel?.capabilities.blacklist?.canUnblock ? 'block.textHere' : 'block.text', {
          name,
          channel: channelWord,
        })}
      </Text>
      {channel?.capabilities.blacklist?.hasReasons !== false && (
        <Radio.Group
          label={t('block.reason')}
          value={reason}
          onChange={(value) => {
            setReason(REASONS.find((known) => known === value) ?? 'other')
          }}
        >
          <Stack gap={8} mt={6}>
            {REASONS.map((known) => (
              <Radio key={known} value={known} label={t(`block.${known}`)} size="sm" />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          color="danger"
          onClick={() => {
            onConfirm(reason)
          }}
        >
          {t('block.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}
