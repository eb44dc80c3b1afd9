import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** Before anything is signed. Electron's own sample program comes with a folder of Electron that is given by hand. */
export default function afterPack({ appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
