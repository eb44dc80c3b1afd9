import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FreePorts } from './free-ports'
import { requirePrograms } from './required-programs'
import type { Address } from './start-kamailio'

export interface SippCalls {
  readonly server: Address
  /** Address of record of who is called. */
  readonly to: string
  readonly count: number
  /** Folder for the scenario and for what SIPp leaves behind. */
  readonly folder: string
}

const TIMEOUT_S = 60

/** INVITE, whatever rings, 200, ACK, a short talk, BYE, 200; by the route that the server asked for. */
const SCENARIO = `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="caller">
<send retrans="500"><![CDATA[
INVITE sip:[field0] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
From: <sip:sipp@callers.test>;tag=[call_number]
To: <sip:[field0]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:sipp@[local_ip]:[local_port]>
Supported: timer
Session-Expires: 600
Content-Type: application/sdp
Content-Length: [len]

v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="200" rrs="true"><action>
<ereg regexp="600;refresher=uac" search_in="hdr" header="Session-Expires:" check_it="true" assign_to="1"/>
</action></recv>
<nop><action><log message="[$1]"/></action></nop>
<send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
[routes]
From: <sip:sipp@callers.test>;tag=[call_number]
To: <sip:[field0]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Content-Length: 0

]]></send>
<pause milliseconds="100"/>
<send retrans="500"><![CDATA[
UPDATE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
[routes]
From: <sip:sipp@callers.test>;tag=[call_number]
To: <sip:[field0]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 UPDATE
Contact: <sip:sipp@[local_ip]:[local_port]>
Supported: timer
Session-Expires: 600;refresher=uac
Content-Length: 0

]]></send>
<recv response="200"/>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
[routes]
From: <sip:sipp@callers.test>;tag=[call_number]
To: <sip:[field0]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 3 BYE
Content-Length: 0

]]></send>
<recv response="200"/>
</scenario>
`

/** Calls a phone by UDP again and again; throws unless every single call went as the scenario says. */
export async function callBySipp({ server, to, count, folder }: SippCalls): Promise<void> {
  requirePrograms(['sipp'])
  const own = join(folder, 'sipp')
  await mkdir(own)
  await writeFile(join(own, 'scenario.xml'), SCENARIO)
  await writeFile(join(own, 'called.csv'), `SEQUENTIAL\n${to}\n`)
  // One after the other: a phone on which a second call is taken puts the first on hold.
  const load = ['-l', '1', '-r', '20', '-m', String(count), '-timeout', `${TIMEOUT_S}s`, '-timeout_error']
  const port = await new FreePorts().take()
  const args = ['-sf', 'scenario.xml', '-inf', 'called.csv', '-t', 'u1', ...load, '-nostdin', '-i', '127.0.0.1']
  try {
    await promisify(execFile)('sipp', [...args, '-p', String(port), `${server.host}:${String(server.port)}`], {
      cwd: own,
      env: { ...process.env, TERM: 'dumb' },
      maxBuffer: 16 * 1024 * 1024,
    })
  } catch (error) {
    throw new Error(`sipp did not finish its ${String(count)} calls to ${to}`, { cause: error })
  }
}
