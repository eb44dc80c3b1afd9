'use strict'
// The floor of `start` and `memory`: the least that shows a React and Mantine window on this Electron.
const { app, BrowserWindow } = require('electron')
const path = require('path')

app.setPath('userData', process.env.FLOOR_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 720,
    webPreferences: { sandbox: true, contextIsolation: true },
  })
  window.loadFile(path.join(__dirname, '../../../out/floor/index.html'))
})
