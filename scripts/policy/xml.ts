type Attributes = Readonly<Record<string, string | number>>

/** One element; children that are text are escaped. Elements stand on lines of their own, text stays in its line. */
export function xml(name: string, attributes: Attributes = {}, children: readonly string[] | string = []): string {
  const opened = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(String(value))}"`)].join(
    ' ',
  )
  if (typeof children === 'string') return `<${opened}>${escape(children)}</${name}>`
  if (children.length === 0) return `<${opened} />`
  return [
    `<${opened}>`,
    ...children.flatMap((child) => child.split('\n').map((line) => `  ${line}`)),
    `</${name}>`,
  ].join('\n')
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
