import { MAX_TEMPLATE_FILE_BYTES, MAX_TEMPLATE_FILES } from '#shared/contract/templates'
import type { FileId } from '#shared/domain/ids'

/** A file of a template while it is being changed. */
export interface FormFile {
  readonly fileId: FileId
  readonly name: string
  readonly bytes: number
  /** Still only on this desk; `null`: the hub keeps it. */
  readonly blob: Blob | null
}

export interface FileProblem {
  readonly kind: 'empty' | 'tooLarge' | 'tooMany'
  readonly name: string
}

/** Told before anything is uploaded; what the hub would not keep is left out and named. */
export function addFiles(
  before: readonly FormFile[],
  added: readonly File[],
  newId: () => FileId,
): { readonly files: readonly FormFile[]; readonly problems: readonly FileProblem[] } {
  const files = [...before]
  const problems: FileProblem[] = []
  for (const file of added) {
    const { name, size } = file
    if (size === 0) problems.push({ kind: 'empty', name })
    else if (size > MAX_TEMPLATE_FILE_BYTES) problems.push({ kind: 'tooLarge', name })
    else if (files.length >= MAX_TEMPLATE_FILES) problems.push({ kind: 'tooMany', name })
    else files.push({ fileId: newId(), name, bytes: size, blob: file })
  }
  return { files, problems }
}
