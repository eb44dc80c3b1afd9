import type { Resume } from './model'

/** The résumé as RTF, which can hold Russian without a font of its own. */
export function resumeRtf({ text, person }: Resume, isOpen: boolean): Uint8Array {
  const lines = [
    isOpen ? `${person.lastName} ${person.firstName}` : 'Соискатель',
    text.title,
    ...text.jobs.map(({ company, position }) => `${company}: ${position}`),
    text.skills,
  ]
  return Buffer.from(`{\\rtf1\\ansi ${lines.map((line) => escapeRtf(line)).join('\\par ')}}`, 'latin1')
}

/** One page that every viewer opens. Standard PDF fonts have no Cyrillic: it bears the résumé's address. */
export function resumePdf({ id }: Resume): Uint8Array {
  const drawing = `BT /F1 14 Tf 60 760 Td (hh.ru/resume/${id}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${String(drawing.length)}>>\nstream\n${drawing}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${String(index + 1)} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = String(objects.length + 1)
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${String(file.length)}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

function escapeRtf(line: string): string {
  return [...line]
    .map((sign) => (sign < '\u0080' ? sign.replace(/[\\{}]/, '\\$&') : `\\u${String(sign.charCodeAt(0))}?`))
    .join('')
}
