import { parseOptions } from './options'
import { startAll, type RunningSandbox } from './start-all'

/**
 * Starts every local counterpart and says on one line of standard output where they are:
 * `{"type":"ready","avito":{…},"hh":{…},"sip":{…},"bot":{…},"deskPhones":{…},"mango":{…}}`. Ends on SIGTERM and SIGINT, and with --stay-with-stdin when its input ends.
 */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  const sandbox = await startAll(options)
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  if (options.stayWithStdin) process.stdin.on('end', stop).on('error', stop).resume()
  announce(sandbox, options.json)
  if (options.warmUp) await sandbox.warmUp()
}

function announce({ ready }: RunningSandbox, isJson: boolean): void {
  if (isJson) {
    console.log(JSON.stringify(ready))
    return
  }
  const { avito, hh, sip, bot, deskPhones, mango } = ready
  console.log(`Avito    ${avito.apiUrl}  client ${avito.clientId} / ${avito.clientSecret}  control ${avito.controlUrl}`)
  console.log(`hh.ru    ${hh.apiUrl}  client ${hh.clientId} / ${hh.clientSecret}  control ${hh.controlUrl}`)
  console.log(`         a résumé with open contacts: ${hh.resumeUrl}`)
  console.log(`SIP      ws://${sip.ws.host}:${sip.ws.port}${sip.ws.path}  tcp ${sip.tcp.port}  udp ${sip.udp.port}`)
  for (const { user, password } of sip.users) console.log(`         ${user}@${sip.domain} / ${password}`)
  for (const [kind, numbers] of Object.entries(sip.callees)) console.log(`         ${kind}: ${numbers.join(', ')}`)
  console.log(`         control ${sip.controlUrl}`)
  console.log(`Bot      ${bot.url}`)
  for (const [maker, phone] of Object.entries(deskPhones))
    console.log(`Phone    ${maker} ${phone.address} / admin admin  control ${phone.controlUrl}`)
  console.log(`MANGO    ${mango.apiUrl}  key ${mango.keys.apiKey}  salt ${mango.keys.apiSalt}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
