import type { Command } from './own-command'

/** The part of an entry (freedesktop.org, Desktop Entry 1.5 and Desktop Application Autostart 0.5) that is read. */
export interface EntryFacts {
  /** Switched off in the settings of the desktop: `Hidden` by most, a key of its own by GNOME. */
  readonly isHeldBack: boolean
  readonly exec: string | null
  readonly tryExec: string | null
}

const GROUP = '[Desktop Entry]'

/** `TryExec` names the program: once it is removed, the entry that it leaves behind starts nothing. */
export function entryText(command: Command): string {
  return [
    GROUP,
    'Type=Application',
    'Name=Otklik',
    'Comment=Chats and calls of one client in one window',
    'Comment[ru]=Чаты и звонки одного клиента в одном окне',
    `Exec=${execOf(command)}`,
    `TryExec=${tryExecOf(command)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

export function readEntry(text: string): EntryFacts {
  const values = new Map(linesOf(text).flatMap(({ key, value }) => (key === null ? [] : [[key, value] as const])))
  return {
    isHeldBack: values.get('Hidden') === 'true' || values.get('X-GNOME-Autostart-enabled') === 'false',
    exec: values.get('Exec') ?? null,
    tryExec: values.get('TryExec') ?? null,
  }
}

/** The same entry for a program that has moved; whatever else the person or the desktop wrote stays. */
export function withCommand(text: string, command: Command): string {
  const next = new Map([
    ['Exec', execOf(command)],
    ['TryExec', tryExecOf(command)],
  ])
  return linesOf(text)
    .map(({ key, line }) => {
      const value = key === null ? undefined : next.get(key)
      return value === undefined ? line : `${key ?? ''}=${value}`
    })
    .join('\n')
}

export function execOf({ path, args }: Command): string {
  return escapeValue([path, ...args].map(quoteArgument).join(' '))
}

export function tryExecOf({ path }: Command): string {
  return escapeValue(path)
}

/** An argument as `Exec` wants it: quoted where it has more than plain signs, `%` doubled so that it is no field. */
function quoteArgument(argument: string): string {
  const literal = argument.replaceAll('%', '%%')
  return /^[\w@%+=:,./-]+$/.test(literal) ? literal : `"${literal.replace(/["`$\\]/g, '\\$&')}"`
}

/** Every value of an entry is read through these escapes first. */
function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
}

interface Line {
  /** `null`: a comment, an empty line, or of another group. */
  readonly key: string | null
  readonly value: string
  readonly line: string
}

function linesOf(text: string): readonly Line[] {
  let group = ''
  return text.split('\n').map((line): Line => {
    const trimmed = line.trim()
    if (trimmed.startsWith('[')) group = trimmed
    const at = trimmed.indexOf('=')
    if (group !== GROUP || at < 1 || /^[[#]/.test(trimmed)) return { key: null, value: '', line }
    return { key: trimmed.slice(0, at).trim(), value: trimmed.slice(at + 1).trim(), line }
  })
}
