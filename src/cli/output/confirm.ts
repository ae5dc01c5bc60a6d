import { createInterface } from 'node:readline/promises';
import { CommandError } from '../failure.ts';

/**
 * Asks on the terminal before something that cannot be undone. Without a terminal nobody could answer, and whoever
 * wrote the script has decided: then it goes on.
 *
 * @param question - without the `[y/N]`
 * @param yes - the flag `--yes`
 * @throws CommandError when the answer is no
 */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true || process.stdin.isTTY !== true || process.stderr.isTTY !== true) return;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await Promise.race([
      terminal.question(`${question} [y/N] `),
      new Promise<string>((resolve) => terminal.once('close', () => resolve(''))),
    ]);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new CommandError('not_confirmed', 'Nothing was done.');
}
