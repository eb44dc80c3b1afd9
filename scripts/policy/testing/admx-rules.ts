import type { XmlElement } from '../../../shared/domain/dialog-info/xml'

/** An element of ADMX and ADML files: its attributes, and what stands in it in which order. */
interface Rule {
  /** By name; a trailing `?` says that it may be missing. */
  readonly attributes: Readonly<Record<string, RegExp>>
  /** In this order; `?` at most one, `*` any number, `+` one or more, else exactly one. `text`: words and nothing else. */
  readonly children: readonly string[] | 'text'
}

const ANY = /^[^]*$/
const WORD = /^[\p{L}\p{N}_]+$/u
const REFERENCE = /^[\p{L}\p{N}_]+(?::[\p{L}\p{N}_]+)?$/u
const STRING = /^\$\(string\.[\p{L}\p{N}_]+\)$/u
const PRESENTATION = /^\$\(presentation\.[\p{L}\p{N}_]+\)$/u
const VERSION = /^\d{1,4}\.\d{1,5}$/
const YES_NO = /^(?:true|false|0|1)$/
const NUMBER = /^\d{1,10}$/
const NAMESPACE = /^http:\/\/schemas\.microsoft\.com\/GroupPolicy\/2006\/07\/PolicyDefinitions$/

const ELEMENT = { id: ANY, 'valueName?': ANY, 'key?': ANY, 'required?': YES_NO }
const FILE = { xmlns: NAMESPACE, revision: VERSION, schemaVersion: VERSION }

/**
 * The structure that Microsoft's schema of these files (BaseTypes, PolicyDefinitions, PolicyDefinitionFiles) asks for, as
 * far as our files use it; what is not here is not allowed. By the path of the element, the longest end first.
 */
const RULES: Readonly<Record<string, Rule>> = {
  policyDefinitions: {
    attributes: FILE,
    children: ['policyNamespaces', 'resources', 'supportedOn?', 'categories?', 'policies?'],
  },
  policyNamespaces: { attributes: {}, children: ['target', 'using*'] },
  target: { attributes: { prefix: WORD, namespace: /^[\w.]+$/ }, children: [] },
  'policyDefinitions/resources': { attributes: { minRequiredRevision: VERSION }, children: [] },
  'policyDefinitions/supportedOn': { attributes: {}, children: ['products?', 'definitions?'] },
  definitions: { attributes: {}, children: ['definition+'] },
  definition: { attributes: { name: WORD, displayName: STRING }, children: [] },
  categories: { attributes: {}, children: ['category+'] },
  category: { attributes: { name: WORD, displayName: STRING, 'explainText?': STRING }, children: ['parentCategory?'] },
  parentCategory: { attributes: { ref: REFERENCE }, children: [] },
  policies: { attributes: {}, children: ['policy+'] },
  policy: {
    attributes: {
      name: WORD,
      class: /^(?:User|Machine|Both)$/,
      displayName: STRING,
      'explainText?': STRING,
      'presentation?': PRESENTATION,
      key: /^Software\\Policies\\[^\\]+(?:\\[^\\]+)*$/,
      'valueName?': ANY,
    },
    children: [
      'parentCategory?',
      'supportedOn',
      'enabledValue?',
      'disabledValue?',
      'enabledList?',
      'disabledList?',
      'elements?',
    ],
  },
  'policy/supportedOn': { attributes: { ref: REFERENCE }, children: [] },
  enabledValue: { attributes: {}, children: ['decimal'] },
  disabledValue: { attributes: {}, children: ['decimal'] },
  disabledList: { attributes: { 'defaultKey?': ANY }, children: ['item+'] },
  'disabledList/item': { attributes: { 'key?': ANY, valueName: ANY }, children: ['value'] },
  elements: { attributes: {}, children: ['enum?', 'decimal?', 'text?'] },
  enum: { attributes: ELEMENT, children: ['item*'] },
  'enum/item': { attributes: { displayName: STRING }, children: ['value', 'valueList?'] },
  value: { attributes: {}, children: ['string'] },
  'value/string': { attributes: {}, children: 'text' },
  'elements/decimal': { attributes: { ...ELEMENT, 'minValue?': NUMBER, 'maxValue?': NUMBER }, children: [] },
  decimal: { attributes: { value: NUMBER }, children: [] },
  'elements/text': { attributes: { ...ELEMENT, 'maxLength?': NUMBER }, children: [] },

  policyDefinitionResources: { attributes: FILE, children: ['displayName', 'description', 'resources'] },
  displayName: { attributes: {}, children: 'text' },
  description: { attributes: {}, children: 'text' },
  resources: { attributes: {}, children: ['stringTable?', 'presentationTable?'] },
  stringTable: { attributes: {}, children: ['string+'] },
  string: { attributes: { id: WORD }, children: 'text' },
  presentationTable: { attributes: {}, children: ['presentation+'] },
  presentation: {
    attributes: { id: WORD },
    children: ['dropdownList?', 'decimalTextBox?', 'textBox?'],
  },
  dropdownList: { attributes: { refId: ANY, 'noSort?': YES_NO, 'defaultItem?': NUMBER }, children: 'text' },
  decimalTextBox: { attributes: { refId: ANY, 'defaultValue?': NUMBER }, children: 'text' },
  textBox: { attributes: { refId: ANY }, children: ['label', 'defaultValue?'] },
  label: { attributes: {}, children: 'text' },
  defaultValue: { attributes: {}, children: 'text' },
}

/** Everything that is not as it has to be, each with where it stands. */
export function brokenRules(element: XmlElement, parent = ''): string[] {
  const rule = RULES[`${parent}/${element.name}`] ?? RULES[element.name]
  const here = `${parent}/${element.name}`
  if (!rule) return [`${here}: not allowed`]
  const broken = [...brokenAttributes(element, rule.attributes), ...brokenChildren(element, rule.children)]
  return [
    ...broken.map((each) => `${here}: ${each}`),
    ...element.children.flatMap((child) => brokenRules(child, element.name)),
  ]
}

function brokenAttributes({ attributes }: XmlElement, rules: Rule['attributes']): string[] {
  const allowed = new Map(Object.entries(rules).map(([name, form]) => [name.replace('?', ''), form]))
  const missing = Object.keys(rules).filter((name) => !name.endsWith('?') && !attributes.has(name))
  const wrong = [...attributes].filter(([name, value]) => allowed.get(name)?.test(value) !== true)
  return [...missing.map((name) => `${name} is missing`), ...wrong.map(([name, value]) => `${name}="${value}"`)]
}

function brokenChildren({ children, text }: XmlElement, rules: Rule['children']): string[] {
  if (rules === 'text') return children.length > 0 ? ['elements among words'] : []
  const broken = text.trim() === '' ? [] : ['words among elements']
  // The order as one text and the rule as one expression over it.
  const order = children.map(({ name }) => `${name};`).join('')
  const expected = rules.map((each) => {
    const [, name = '', count = ''] = /^(\w+)([?*+]?)$/.exec(each) ?? []
    return `(?:${name};)${count}`
  })
  return new RegExp(`^${expected.join('')}$`).test(order) ? broken : [...broken, `holds ${order}`]
}
