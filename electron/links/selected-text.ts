/** Electron's `clipboard`, as far as it is used: Electron 25 answers at once and is told which one, later ones promise. */
export interface ClipboardPort {
  readText(type?: 'selection'): string | Promise<string>
  readonly selection?: { readText(): Promise<string> } | undefined
}

/**
 * What the person has selected in another program. Only X11 lets a program read that; elsewhere it is what was copied
 * last, since nobody may press Ctrl C in another program's window.
 */
export async function selectedText(clipboard: ClipboardPort, platform: NodeJS.Platform): Promise<string> {
  const selected = platform === 'linux' ? await readSelection(clipboard) : ''
  return selected.trim() === '' ? clipboard.readText() : selected
}

async function readSelection(clipboard: ClipboardPort): Promise<string> {
  return clipboard.selection ? clipboard.selection.readText() : clipboard.readText('selection')
}
