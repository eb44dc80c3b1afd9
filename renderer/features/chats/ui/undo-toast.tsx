import { Button } from '@mantine/core'

import { KeyCap } from '../../../ui/keys/KeyCap'

export interface UndoToast {
  readonly title: string
  readonly message: string
  readonly undoLabel: string
  readonly closeLabel: string
  readonly onUndo: () => void
}

/** Done at once, and taken back from here. */
export async function showUndo({ title, message, undoLabel, closeLabel, onUndo }: UndoToast): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const id = notifications.show({
    title,
    closeButtonProps: { 'aria-label': closeLabel },
    autoClose: 10_000,
    message: (
      <>
        <div>{message}</div>
        <Button
          mt={8}
          size="compact-sm"
          variant="light"
          rightSection={<KeyCap action="toast" />}
          onClick={() => {
            notifications.hide(id)
            onUndo()
          }}
        >
          {undoLabel}
        </Button>
      </>
    ),
  })
}
