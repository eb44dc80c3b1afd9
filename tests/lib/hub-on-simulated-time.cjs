'use strict'
/*
 * The hub's process on simulated time: its clock is the machine's, moved on by what the file `OTKLIK_TEST_TIME` says
 * (milliseconds), and its timers go with it. Loaded twice: by Electron before the application (`-r`), to start hubs
 * through this file, and in the hub's process in front of the hub itself. The application's own path is unchanged.
 */
const { readFileSync, watch } = require('node:fs')
const { dirname } = require('node:path')

if (process.type === 'browser') startHubsThroughThisFile()
else {
  moveTime(process.env.OTKLIK_TEST_TIME)
  require(process.argv.at(-1))
}

function startHubsThroughThisFile() {
  const { utilityProcess } = require('electron')
  const { fork } = utilityProcess
  utilityProcess.fork = (entry, args, options) => fork.call(utilityProcess, __filename, [...args, entry], options)
}

function moveTime(file) {
  const machine = { now: Date.now, setTimeout, clearTimeout }
  let offsetMs = Number(readFileSync(file, 'utf8'))
  /** By the handle that was given out, which stays the key when the timer is set anew. */
  const waiting = new Map()

  Date.now = () => machine.now.call(Date) + offsetMs
  globalThis.setTimeout = (action, delayMs = 0, ...args) => {
    const timer = { dueMs: Date.now() + delayMs, handle: null, run: null }
    timer.run = () => {
      waiting.delete(given)
      action(...args)
    }
    const given = machine.setTimeout(timer.run, delayMs)
    timer.handle = given
    waiting.set(given, timer)
    return given
  }
  globalThis.clearTimeout = (given) => {
    machine.clearTimeout(waiting.get(given)?.handle ?? given)
    waiting.delete(given)
  }

  // The folder: each new offset is a new file, so that none is read half written.
  watch(dirname(file), () => {
    const moved = Number(readFileSync(file, 'utf8'))
    if (moved === offsetMs) return
    offsetMs = moved
    for (const timer of [...waiting.values()].sort((a, b) => a.dueMs - b.dueMs)) {
      machine.clearTimeout(timer.handle)
      timer.handle = machine.setTimeout(timer.run, Math.max(0, timer.dueMs - Date.now()))
    }
  })
}
