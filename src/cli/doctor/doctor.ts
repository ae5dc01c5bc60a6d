import type { Command } from 'commander';
import { readSettings, settingNames, type Settings } from '../../settings.ts';
import { apiTarget } from '../connection/target.ts';
import { exitCodes } from '../failure.ts';
import type { Tone } from '../output/colour.ts';
import { Output } from '../output/output.ts';
import { startProgress } from '../output/progress.ts';
import type { GlobalOptions } from '../session.ts';
import { checkDatabase } from './database.ts';
import { fail, ok, reasonOf, type Finding } from './finding.ts';
import { checkGateway } from './gateway.ts';
import { checkDisk, checkKey, checkNode } from './machine.ts';
import { oddSettings } from './settings.ts';
import { checkTemporal } from './temporal.ts';

const TONES: Readonly<Record<Finding['status'], Tone>> = { ok: 'good', warn: 'warn', fail: 'bad' };

/** `automations doctor`: exit code 1 when a check fails; warnings are none. */
export async function runDoctor(command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions & { client?: boolean }>();
  const out = new Output(options.output);
  const structured = out.format === 'json' || out.format === 'yaml';
  const findings: Finding[] = [];
  const progress = startProgress();
  const add = async (what: string, check: () => Finding[] | Promise<Finding[]>): Promise<void> => {
    if (process.stderr.isTTY) progress.say(`looking at ${what} …`);
    const found = await Promise.resolve()
      .then(check)
      .catch((error: unknown) => [fail(what, reasonOf(error), 'this check itself failed')]);
    progress.end();
    findings.push(...found);
    if (!structured) out.lines(found.flatMap((finding) => lines(finding, out)));
  };

  await add('this machine', () => [checkNode()]);
  // Who only has a client need not know the server's settings.
  if (options.client !== true) {
    let settings: Settings | undefined;
    await add('settings', () => {
      settings = readSettings();
      const odd = oddSettings(settings, settingNames);
      return odd.length === 0 ? [ok('settings', 'make sense')] : odd;
    });
    const known = settings;
    if (known !== undefined) {
      await add('disk', async () => [await checkDisk(known.dataDir)]);
      await add('encryption key', () => checkKey(known));
      await add('database', () => checkDatabase(known));
      await add('Temporal', () => checkTemporal(known));
    }
  }
  await add('gateway', () => checkGateway(apiTarget(options)));

  const count = (status: Finding['status']): number => findings.filter((one) => one.status === status).length;
  if (structured) await out.done('', findings);
  else out.lines(['', `${count('ok')} fine, ${count('warn')} to look at, ${count('fail')} wrong`]);
  if (count('fail') > 0) process.exitCode = exitCodes.failure;
}

function lines({ topic, status, text, mend }: Finding, { paint, plain }: Output): string[] {
  const head = `${paint(TONES[status], status.padEnd(4))}  ${paint('strong', topic)}: ${plain(text)}`;
  return mend === undefined ? [head] : [head, `      ${plain(mend)}`];
}
