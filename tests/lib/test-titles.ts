import ts from 'typescript'

/** `it`, `test`, `describe` and what hangs on them; a test that is skipped proves nothing. */
const NAMES = new Set(['it', 'test', 'describe'])
const OFF = new Set(['skip', 'todo', 'fixme', 'skipIf', 'runIf'])

/**
 * Every title of a test file, with the words of the tables that fill it in: of `it.each(TABLE)('%s', …)` the strings
 * of `TABLE` too, wherever in the file it stands.
 */
export function testTitles(fileName: string, text: string): readonly string[] {
  const kind = fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, kind)
  const constants = new Map<string, ts.Expression>()
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer)
    if (ts.isCallExpression(node)) titles.push(...titlesOf(node, constants))
    ts.forEachChild(node, visit)
  }
  // Twice: a table may stand below the test.
  visit(file)
  titles.length = 0
  visit(file)
  return titles
}

function titlesOf(call: ts.CallExpression, constants: ReadonlyMap<string, ts.Expression>): readonly string[] {
  const tables: ts.Expression[] = []
  let callee = call.expression
  for (;;) {
    if (ts.isIdentifier(callee)) break
    if (ts.isPropertyAccessExpression(callee)) {
      if (OFF.has(callee.name.text)) return []
      callee = callee.expression
    } else if (ts.isCallExpression(callee)) {
      tables.push(...callee.arguments)
      callee = callee.expression
    } else return []
  }
  const [title] = call.arguments
  if (!NAMES.has(callee.text) || !title || call.arguments.length < 2) return []
  return [title, ...tables].flatMap((part) => wordsOf(part, constants))
}

function wordsOf(expression: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): readonly string[] {
  const found: string[] = []
  const seen = new Set<ts.Node>()
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    // What a test does is no title of it.
    if (ts.isFunctionLike(node)) return
    const constant = ts.isIdentifier(node) ? constants.get(node.text) : undefined
    if (constant) visit(constant)
    ts.forEachChild(node, visit)
  }
  visit(expression)
  return found
}
