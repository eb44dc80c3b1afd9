import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { CompanyCertificates } from './company-certificates'

export interface NginxFront {
  readonly port: number
  stop(): Promise<void>
}

export interface NginxFrontOptions {
  readonly folder: string
  readonly port: number
  /** `host:port` of the hub. */
  readonly hub: string
  readonly certificates: Pick<CompanyCertificates, 'caFile' | 'serverCert' | 'serverKey'>
  /** Nobody without a certificate of the company reaches the hub. */
  readonly wantsClient: boolean
}

/** nginx with TLS before a hub, as docs/it/network.md describes it. */
export async function startNginxFront({
  folder,
  port,
  hub,
  certificates,
  wantsClient,
}: NginxFrontOptions): Promise<NginxFront> {
  const { caFile, serverCert, serverKey } = certificates
  const config = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    config,
    `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr notice;
    worker_processes 1; events { worker_connections 256; }
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      server {
        listen 127.0.0.1:${String(port)} ssl;
        ssl_certificate ${serverCert};
        ssl_certificate_key ${serverKey};
        ${wantsClient ? `ssl_client_certificate ${caFile}; ssl_verify_client on;` : ''}
        location / {
          proxy_pass http://${hub};
          proxy_http_version 1.1;
          proxy_set_header Host ${hub};
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection "upgrade";
          proxy_read_timeout 3600s;
        }
      }
    }`,
  )
  const running = spawn('nginx', ['-p', folder, '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    running.once('error', (error) => {
      reject(new Error('nginx was expected: apt-get install nginx-light', { cause: error }))
    })
    running.once('exit', () => {
      reject(new Error(`nginx ended: ${said}`))
    })
    running.stderr.on('data', (part: Buffer) => {
      said += part.toString()
      if (said.includes('start worker process ')) resolve()
    })
  })
  return {
    port,
    async stop() {
      if (running.exitCode !== null) return
      running.kill('SIGTERM')
      await once(running, 'exit')
    },
  }
}
