import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadCipher } from '../../secrets/key.ts';
import type { Settings } from '../../settings.ts';
import { fail, ok, reasonOf, warn, type Finding } from './finding.ts';

/** The oldest Node that works, as `engines` in package.json says. */
const NODE = [20, 19] as const;
const GIB = 1024 ** 3;

/** The version of Node. */
export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < NODE[0] || (major === NODE[0] && minor < NODE[1]);
  if (isOld) return fail('Node', version, `install Node ${NODE.join('.')} or later`);
  return ok('Node', version);
}

/** Space on the disk of the data folder, whichever part of the folder's path is there. */
export async function checkDisk(dataDir: string): Promise<Finding> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return diskFinding(bavail * bsize, blocks * bsize, dataDir);
  } catch (error) {
    return warn('disk', reasonOf(error), `is AUTOMATIONS_DATA (${dataDir}) right?`);
  }
}

/** What the space on a disk means. @param free - and `total`, in bytes */
export function diskFinding(free: number, total: number, dataDir: string): Finding {
  const text = `${(free / GIB).toFixed(1)} GiB free of ${(total / GIB).toFixed(1)} at ${dataDir}`;
  const mend = 'make room: with a full disk no event is accepted';
  if (free < 0.2 * GIB) return fail('disk', text, mend);
  return free < 2 * GIB ? warn('disk', text, mend) : ok('disk', text);
}

/** The key for stored secrets. No key is made here. */
export function checkKey(settings: Settings): Finding[] {
  const { dataDir, encryptionKey, databaseUrl } = settings;
  const file = join(dataDir, 'encryption.key');
  if (encryptionKey === undefined && !existsSync(file)) {
    return [
      databaseUrl === undefined
        ? ok('encryption key', `none yet: the first start makes ${file}`)
        : fail(
            'encryption key',
            'none, and processes over one database need the same',
            'set AUTOMATIONS_ENCRYPTION_KEY for all of them: openssl rand -base64 32',
          ),
    ];
  }
  try {
    loadCipher(dataDir, encryptionKey);
  } catch (error) {
    return [fail('encryption key', reasonOf(error), 'put back the key that secrets were stored with')];
  }
  if (encryptionKey !== undefined) return [ok('encryption key', 'AUTOMATIONS_ENCRYPTION_KEY')];
  const findings: Finding[] = [];
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    findings.push(warn('encryption key', `others can read ${file}`, `chmod 600 ${file}`));
  }
  if (databaseUrl !== undefined) {
    findings.push(
      warn(
        'encryption key',
        `${file}, which processes on other machines do not have`,
        'set AUTOMATIONS_ENCRYPTION_KEY to its content for all of them',
      ),
    );
  }
  return findings.length > 0 ? findings : [ok('encryption key', `${file}; keep a copy`)];
}
