/** Loaded into a hub's process before it: says how much memory is in use once what is not has been collected. */
const { setFlagsFromString } = require('node:v8')
const { runInNewContext } = require('node:vm')

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
process.on('message', () => {
  collect()
  collect()
  process.send?.(process.memoryUsage())
})
// Whether the hub has ended is not for this to say.
process.channel?.unref()
