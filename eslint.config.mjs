import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const TIMER_MESSAGE = 'Take a Clock (shared/lib/clock): tests must be able to tell the time.'
const timerRules = ['setTimeout', 'setInterval'].map((name) => ({ name, message: TIMER_MESSAGE }))

const onlyOwner = (name, owner) => ({ name, message: `${name} belongs to ${owner}; the rest speaks domain types.` })
const owners = [
  ['sip.js', 'electron/sip'],
  ['werift', 'electron/gateway'],
  ['dexie', 'renderer/data'],
  ['@noble/ciphers/chacha.js', 'renderer/data'],
  ['@electric-sql/pglite', 'hub/store'],
  ['drizzle-orm', 'hub/store'],
  ['pg', 'hub/store'],
  ['electron-store', 'electron/settings'],
  ['nodemailer', 'hub/mail'],
  ['nodemailer/lib/mail-composer/index.js', 'hub/mail'],
  ['nodemailer/lib/smtp-connection/index.js', 'hub/mail'],
  ['web-push', 'hub/push'],
  ['otpauth', 'hub/accounts'],
  ['openid-client', 'hub/accounts'],
  ['undici', 'hub/network'],
  ['yazl', 'hub/reports/xlsx, hub/personal-data and electron/self-test'],
]

const declaredRoutesOnly = {
  name: '@hono/zod-openapi',
  importNames: ['createRoute'],
  message: 'Declare routes with route() of hub/api/route.ts: each says who may call it.',
}

const randomRunsOnly = {
  selector: "CallExpression[callee.object.name='fc'][callee.property.name='assert'][arguments.length=1]",
  message: 'Give randomRuns() of shared/testing: it says how often in this run, and from which seed.',
}

const lighterWords = {
  name: 'react-i18next',
  importNames: ['useTranslation'],
  message: 'Use renderer/i18n/use-translation: this one copies all it has into each component (docs/adr/0077).',
}

const noCanParse = {
  object: 'URL',
  property: 'canParse',
  message: 'The oldest Electron has no `URL.canParse` (docs/adr/0004): parse and catch, as hub/parse-url.ts does.',
}

const WORLDS = ['shared', 'shared/node', 'electron', 'hub', 'portal', 'renderer', 'sandbox', 'tests']

/** Each file by the program of its own world: looked for in a list, it has all programs before that one made. */
function typedBy(world) {
  const parserOptions = { project: [`./${world}/tsconfig.json`], tsconfigRootDir: import.meta.dirname }
  return { files: [`${world}/**/*.{ts,tsx}`], languageOptions: { parserOptions } }
}

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', '**/*.mjs', '**/*.cjs', 'docs/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  ...WORLDS.map(typedBy),
  // Of the tests' world, too (its tsconfig.json).
  { ...typedBy('tests'), files: ['*.ts', 'scripts/**/*.ts', 'shared/**/*.test.ts', 'shared/testing/**'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        { paths: [...owners.map(([name, owner]) => onlyOwner(name, owner)), declaredRoutesOnly, lighterWords] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
          message: 'A test that does not run proves nothing: fix it or delete it.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union or an `as const` object.' },
        randomRunsOnly,
      ],
    },
  },
  {
    files: ['{shared,electron,hub}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...timerRules] },
  },
  {
    files: ['{shared,electron,hub,renderer,portal}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-properties': ['error', noCanParse],
    },
  },
  {
    files: ['hub/{api,automation,between-hubs,channels}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        noCanParse,
        {
          object: 'JSON',
          property: 'parse',
          message:
            'What comes from outside is read by `readJson` (shared/lib/read-json), which every schema can look at.',
        },
      ],
    },
  },
  { files: ['electron/{sip,gateway}/**', 'sandbox/sip/media/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: [
      'electron/settings/**',
      'renderer/data/**',
      'hub/store/**',
      'hub/mail/**',
      'hub/push/**',
      'hub/network/**',
      'hub/accounts/**',
      'hub/reports/xlsx/**',
      'hub/personal-data/export-person.ts',
      'electron/self-test/bundle.ts',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/ipc/**', 'electron/preload.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportSpecifier[imported.name='ipcMain']",
          message: 'electron/ipc is the only door to ipcMain: it checks the sender and the arguments.',
        },
        randomRunsOnly,
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  { files: ['sandbox/cli/**', 'scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
)
