#!/usr/bin/env node
/**
 * Makes a deb or an rpm of a folder with the distribution's own tools (dpkg-deb, rpmbuild), called as electron-builder
 * calls fpm: `-s dir -t deb|rpm`, options with a value each, then `SOURCE=TARGET` for every file or folder.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

const RPM_ARCHITECTURES = { amd64: 'x86_64', x64: 'x86_64', arm64: 'aarch64' }
const quiet = { stdio: ['ignore', 'ignore', 'inherit'] }
const WITHOUT_VALUE = new Set(['--force', '--debug'])

const { options, files } = readCommandLine(process.argv.slice(2))
const only = (name, usual) => options.get(name)?.at(-1) ?? usual
const work = mkdtempSync(join(tmpdir(), 'otklik-package-'))
try {
  const root = join(work, 'root')
  mkdirSync(root)
  for (const [source, target] of files) put(source, join(root, target))
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root])
  const kind = only('-t')
  if (kind === 'deb') makeDeb(root)
  else if (kind === 'rpm') makeRpm(root)
  else throw new Error(`expected -t deb or -t rpm, got ${kind}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}

function readCommandLine(words) {
  const options = new Map()
  const files = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (WITHOUT_VALUE.has(word)) continue
    if (word.startsWith('-')) {
      at += 1
      options.set(word, [...(options.get(word) ?? []), words[at]])
    } else {
      const split = word.lastIndexOf('=')
      files.push([word.slice(0, split), word.slice(split + 1)])
    }
  }
  return { options, files }
}

/** A folder's content, or one file under its new name. */
function put(source, target) {
  mkdirSync(dirname(target), { recursive: true })
  cpSync(source, target, { recursive: true, verbatimSymlinks: true })
  if (statSync(source).isFile()) chmodSync(target, 0o644)
}

function words() {
  const [synopsis = '', ...rest] = only('--description', only('--name'))
    .split('\n')
    .map((line) => line.trim())
  return { synopsis, rest }
}

function makeDeb(root) {
  const { synopsis, rest } = words()
  const size = execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0]
  const iteration = only('--iteration')
  const control = {
    Package: only('--name'),
    Version: only('--version') + (iteration ? `-${iteration}` : ''),
    Architecture: only('--architecture'),
    Maintainer: only('--maintainer'),
    Section: only('--category', 'net'),
    Priority: only('--deb-priority', 'optional'),
    'Installed-Size': size,
    Depends: (options.get('-d') ?? []).join(', '),
    Recommends: (options.get('--deb-recommends') ?? []).join(', '),
    Homepage: only('--url'),
    Description: [synopsis, ...rest.map((line) => ` ${line || '.'}`)].join('\n'),
  }
  const folder = join(root, 'DEBIAN')
  mkdirSync(folder)
  const fields = Object.entries(control).filter(([, value]) => value)
  const own = (options.get('--deb-field') ?? []).map((field) => `${field}\n`)
  writeFileSync(join(folder, 'control'), [...fields.map(([name, value]) => `${name}: ${value}\n`), ...own].join(''))
  const scripts = {
    '--before-install': 'preinst',
    '--after-install': 'postinst',
    '--before-remove': 'prerm',
    '--after-remove': 'postrm',
  }
  for (const [option, name] of Object.entries(scripts)) {
    const script = only(option)
    if (script === undefined) continue
    cpSync(script, join(folder, name))
    chmodSync(join(folder, name), 0o755)
  }
  const compression = only('--deb-compression') === 'gz' ? ['-Zgzip', '-z1'] : ['-Zxz']
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, only('--package')], quiet)
}

function makeRpm(root) {
  const { synopsis, rest } = words()
  const script = (option, name) => {
    const path = only(option)
    // A percent sign begins a macro in a spec file.
    return path === undefined ? '' : `%${name}\n${readFileSync(path, 'utf8').replaceAll('%', '%%')}\n`
  }
  const own = execFileSync('find', [root, '(', '-type', 'f', '-o', '-type', 'l', ')', '-print0'], { encoding: 'utf8' })
  const listed = own
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => JSON.stringify(`/${relative(root, path)}`))
  const architecture = RPM_ARCHITECTURES[only('--architecture')] ?? only('--architecture')
  const spec = `%define _build_id_links none
%global __os_install_post %{nil}
Name: ${only('--name')}
Version: ${only('--version').replaceAll('-', '~')}
Release: ${only('--iteration', '1')}
Summary: ${only('--rpm-summary', synopsis)}
License: ${only('--license', 'Proprietary')}
URL: ${only('--url')}
Vendor: ${only('--vendor', '')}
Packager: ${only('--maintainer', '')}
AutoReqProv: no
${(options.get('--rpm-tag') ?? []).join('\n')}
${(options.get('-d') ?? []).map((name) => `Requires: ${name}`).join('\n')}
%description
${[synopsis, ...rest].join('\n')}
%install
mkdir -p %{buildroot}
cp -a ${root}/. %{buildroot}/
%files
%defattr(-,root,root,-)
${listed.join('\n')}
${script('--before-install', 'pre')}${script('--after-install', 'post')}${script('--before-remove', 'preun')}${script('--after-remove', 'postun')}`
  const path = join(work, 'otklik.spec')
  writeFileSync(path, spec)
  const top = join(work, 'rpm')
  const payload = `_binary_payload ${only('--rpm-compression') === 'gzip' ? 'w1.gzdio' : 'w6T2.xzdio'}`
  execFileSync('rpmbuild', ['-bb', '--target', architecture, '--define', `_topdir ${top}`, '--define', payload, path], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const made = execFileSync('find', [join(top, 'RPMS'), '-name', '*.rpm'], { encoding: 'utf8' }).trim()
  cpSync(made, only('--package'))
}
