import type { BlobStore } from '../files/blob-store'
import { forgetHashes, hashesToRemove, isHashNamed } from '../store/personal/file-removal'
import type { Store } from '../store/store'

const AT_ONCE = 200

/** Takes bytes off the disk that no file names any more. What a crash leaves is done the next time. */
export async function removeDroppedFiles(store: Store, blobs: BlobStore): Promise<number> {
  let removed = 0
  for (;;) {
    const hashes = await store.read((view) => hashesToRemove(view, AT_ONCE))
    if (hashes.length === 0) return removed
    for (const hash of hashes)
      if (!(await store.read((view) => isHashNamed(view, hash)))) {
        await blobs.remove(hash)
        removed += 1
      }
    await store.write((tx) => forgetHashes(tx, hashes))
  }
}
