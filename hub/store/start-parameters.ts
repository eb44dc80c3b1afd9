const SETTINGS = {
  search_path: 'public',
  exit_on_error: 'false',
  log_checkpoints: 'false',
  max_worker_processes: '0',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  io_method: 'sync',
  // Memory: one connection, one desk. 219 MB with the defaults (facts/electron.md).
  shared_buffers: '16MB',
  max_connections: '5',
  max_wal_senders: '0',
  wal_level: 'minimal',
  jit: 'off',
  // Makes PostgreSQL call fsync, which durability.ts makes real.
  fsync: 'on',
  wal_sync_method: 'fsync',
  min_wal_size: '2MB',
  max_wal_size: '32MB',
} as const

/**
 * PGlite starts PostgreSQL in single-user mode: its own defaults, without `-F` (which forbids fsync).
 * `-O` and `-j` as PGlite has them: system tables may change, statements are not split at newlines.
 */
export const START_PARAMETERS: string[] = [
  '--single',
  '-O',
  '-j',
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]
