import { readJson } from '#shared/lib/read-json'
import { existsSync, readFileSync } from 'node:fs'

import type { PolicyLayer } from '#shared/contract/policy/policy'

/** What a file says, or why it says nothing. */
export type FileLayer = PolicyLayer & ({ readonly kind: 'read' } | { readonly problem: 'unreadable' | 'notJson' })

/** `null`: there is none, which is how most computers are. */
export function readPolicyFile(path: string): FileLayer | null {
  if (!existsSync(path)) return null
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return { where: path, kind: 'failed', problem: 'unreadable', detail: codeOf(error) }
  }
  return parseText(path, text)
}

/** JSON, also with the mark that Windows editors put before it. */
export function parseText(where: string, text: string): FileLayer {
  try {
    return { where, kind: 'read', dialect: 'json', content: readJson(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { where, kind: 'failed', problem: 'notJson', detail: error.message }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
