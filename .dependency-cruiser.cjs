/** Import rules of docs/architecture.md. Each carries the sentence that it enforces. */
const from = (path, extra = {}) => ({ path, ...extra })
const rule = (name, comment, f, t) => ({ name, comment, severity: 'error', from: f, to: t })
const test = '\\.test\\.tsx?$'

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Modules form no cycles.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('lib-knows-nothing', 'contract → domain → lib.', from('^shared/lib'), {
      path: '^(shared/(domain|contract)|electron|renderer|hub|portal|sandbox|tests)/',
    }),
    rule('domain-knows-lib', 'contract → domain → lib.', from('^shared/domain'), {
      path: '^(shared/contract|electron|renderer|hub|portal|sandbox|tests)/',
    }),
    rule('contract-knows-domain', 'shared imports nobody outside shared.', from('^shared/contract'), {
      path: '^(electron|renderer|hub|portal|sandbox|tests)/',
    }),
    rule(
      'node-for-node',
      'shared/node is for electron, hub and tests: it is the part of shared that speaks through Node.',
      { path: '^(shared|renderer|portal)/', pathNot: '^shared/node/' },
      { path: '^shared/node/' },
    ),
    rule(
      'worlds-apart',
      'electron, renderer, hub, portal and sandbox never import one another.',
      from('^(electron|renderer|hub|portal|sandbox)/'),
      {
        path: '^(electron|renderer|hub|portal|sandbox)/',
        pathNot: '^$1/',
      },
    ),
    rule(
      'gateway-stands-alone',
      'The gateway is a process of its own: main knows its contract only, and it knows nothing of main.',
      from('^electron/gateway/'),
      { path: '^electron/(?!gateway/)' },
    ),
    rule(
      'gateway-is-forked',
      'The gateway is a process of its own: main knows its contract only, and it knows nothing of main.',
      from('^electron/(?!gateway/)'),
      { path: '^electron/gateway/' },
    ),
    rule(
      'windows-without-schemas',
      'What a window shows first takes types alone from shared/contract: its schemas would bring their library into the first chunk.',
      {
        path: '^renderer/(desk|data|ui|i18n|ipc|sync)/',
        pathNot: [test, '/testing/', '^renderer/sync/(sync-engine|frame-receiver|draft-exchange|hub-rest)\\.ts$'],
      },
      { path: '^shared/contract/(?!channel-name)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'nobody-imports-tests',
      'Only scripts and tests may import tests or sandbox.',
      from('^(shared|electron|renderer|hub|portal)/'),
      { path: '^(tests|sandbox|scripts)/' },
    ),
    rule(
      'testing-is-for-tests',
      'Only tests import what stands in a folder `testing`.',
      { path: '^(shared|electron|renderer|hub|portal|sandbox)/', pathNot: [test, '/testing/'] },
      { path: '/testing/' },
    ),
    rule('sandbox-stands-alone', 'The sandbox imports neither tests nor scripts.', from('^sandbox/'), {
      path: '^(tests|scripts)/',
    }),
    rule('ui-has-no-domain', 'renderer/ui has no domain words.', from('^renderer/ui/'), {
      path: '^renderer/(desk|features|sync|data|media|widget|incoming|sign-in)/',
    }),
    rule('data-is-low', 'In the renderer: desk → features → sync, data, ui → shared.', from('^renderer/(data|i18n)/'), {
      path: '^renderer/(desk|features|sync|media|widget|incoming|sign-in)/',
    }),
    rule(
      'sync-below-features',
      'In the renderer: desk → features → sync, data, ui → shared.',
      from('^renderer/sync/'),
      { path: '^renderer/(desk|features|media|widget|incoming|sign-in)/' },
    ),
    rule('features-below-desk', 'In the renderer: desk → features.', from('^renderer/features/'), {
      path: '^renderer/(desk|media|widget|incoming|sign-in)/',
    }),
    rule(
      'feature-by-index',
      'A feature reaches another only through its index.ts.',
      from('^renderer/features/([^/]+)/'),
      { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/($1/|[^/]+/index\\.ts$)' },
    ),
    rule('media-window-alone', 'The media window has no UI code.', from('^renderer/media/'), {
      path: '^renderer/(desk|features|sync|data|ui|widget|incoming|sign-in)/',
    }),
    rule(
      'no-orphans',
      'Dead files are deleted.',
      {
        orphan: true,
        pathNot: [
          test,
          '\\.d\\.ts$',
          '\\.config\\.ts$',
          '^tests/bench/(floor|search)-app/',
          '\\.cjs$',
          '^renderer/testing/setup\\.ts$',
        ],
      },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^node_modules/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
