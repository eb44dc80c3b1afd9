import { Readable } from 'node:stream'

import { ZipFile } from 'yazl'

import type { MailLanguage } from '#shared/domain/mail'

import type { CaseTable } from '../case-table'
import { SHEET_FILE, workbookParts } from './parts'
import { sheetXml } from './sheet'

/**
 * A workbook as a stream: rows are read, packed and given away page by page, so that a hundred thousand of them need no
 * more memory than a few hundred. Packing is done by zlib on threads of its own. Whoever stops taking ends all of it.
 */
export async function* workbook(table: CaseTable, sheetName: string, language: MailLanguage): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const sheet = Readable.from(sheetXml(table), { encoding: 'utf8', objectMode: false })
  // yazl's types name the least that it could be; it is a stream of Node's own.
  const packed = zip.outputStream as Readable
  const failed = (error: Error) => {
    packed.destroy(error)
  }
  zip.on('error', failed)
  sheet.on('error', failed)
  for (const [path, xml] of workbookParts(sheetName, language)) zip.addBuffer(Buffer.from(xml, 'utf8'), path)
  zip.addReadStream(sheet, SHEET_FILE)
  zip.end()
  try {
    // A stream of bytes gives buffers.
    for await (const piece of packed) yield piece as Buffer
  } finally {
    sheet.destroy()
  }
}
