'use strict'
/** What Electron's own default app does for `electron [options] [-r module] <folder>`; the stand-in lacks it. */
const { app } = require('electron')
const fs = require('fs')
const Module = require('module')
const path = require('path')

const preloads = []
let target = null
const args = process.argv.slice(1)
for (let index = 0; index < args.length && target === null; index += 1) {
  const arg = args[index]
  if (arg === '-v' || arg === '--version') {
    process.stdout.write(`v${process.versions.electron}\n`)
    process.exit(0)
  }
  if (arg === '-r' || arg === '--require') preloads.push(args[++index])
  else if (arg.startsWith('--app=')) target = arg.slice('--app='.length)
  else if (!arg.startsWith('-')) target = arg
}
if (preloads.length > 0) Module._preloadModules(preloads)
if (target === null) {
  process.stderr.write('usage: electron [options] <folder of the application>\n')
  process.exit(1)
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
const folder = path.resolve(target)
const manifestFile = path.join(folder, 'package.json')
if (fs.existsSync(manifestFile)) {
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  app.name = manifest.productName || manifest.name || app.name
  app.setDesktopName(manifest.desktopName || `${app.name}.desktop`)
}
const entry = Module._resolveFilename(folder, null, true)
app.setAppPath(fs.existsSync(manifestFile) ? folder : path.dirname(entry))
Module._load(entry, module, true)
