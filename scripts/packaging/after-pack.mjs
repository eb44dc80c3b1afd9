import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Before anything is signed. Electron's own sample program comes with a folder of Electron that is given by hand. */
export default function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir)
  rmSync(join(resources, 'default_app.asar'), { force: true })
  // What an update finds in a release has to be the version that was published.
  writeFileSync(join(resources, 'otklik-version'), packager.appInfo.version)
}
