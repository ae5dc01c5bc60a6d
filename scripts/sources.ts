import type { Hash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of all files in a folder and in those below it; none when there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Takes names (below `root`) and contents of files into a hash, in the order of their names. */
export async function hashFiles(hash: Hash, root: string, files: readonly string[]): Promise<void> {
  for (const file of [...files].sort()) hash.update(file.slice(root.length)).update(await readFile(file));
}

/** Whether there is something at a path. */
export async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
