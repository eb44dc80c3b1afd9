import { ipcMain, type IpcMainInvokeEvent } from 'electron'

import type { BridgeReply } from '#shared/contract/bridge'
import { INVOKE } from './wire'
import type { Sender } from './router'
import type { WindowsRegistry } from './windows-registry'

export type Answer = (sender: Sender, message: unknown) => Promise<BridgeReply>

/**
 * The only use of `ipcMain`. Opened before the first window, so that a request which comes while main is still
 * loading waits for `answer` instead of failing.
 */
export function openDoor(windows: WindowsRegistry, answer: Promise<Answer>): void {
  ipcMain.handle(INVOKE, async (event, ...message: unknown[]) => {
    const sender = senderOf(event, windows)
    return (await answer)(sender, message)
  })
}

function senderOf(event: IpcMainInvokeEvent, windows: WindowsRegistry): Sender {
  const frame = event.senderFrame
  return {
    kind: windows.kindOf(event.sender),
    isTopFrame: frame !== null && frame.parent === null,
    url: frame?.url ?? '',
  }
}
