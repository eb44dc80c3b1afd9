'use strict'
// A window for `name-search`: the desk's own cache, index and worker, without a desk around them.
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.SEARCH_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  })
  window.loadURL(process.env.SEARCH_URL)
})
