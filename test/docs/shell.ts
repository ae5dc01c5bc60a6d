import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A bash that is given commands bit by bit, as somebody does who pastes them. */
export interface Shell {
  /** Runs commands and waits for their end. @returns what they wrote. @throws when one fails */
  run(commands: string, timeoutMs?: number): Promise<string>;
  close(): void;
}

/** Starts a shell that stops at the first command that fails. */
export function startShell(env: Readonly<Record<string, string | undefined>>): Shell {
  const child = spawn('bash', ['-euo', 'pipefail'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let ended = false;
  let news = (): void => undefined;
  const onText = (text: string): void => {
    output += text;
    news();
  };
  child.stdout.setEncoding('utf8').on('data', onText);
  child.stderr.setEncoding('utf8').on('data', onText);
  child.stdin.on('error', () => undefined);
  child.on('close', () => {
    ended = true;
    news();
  });
  return {
    run: (commands, timeoutMs = 120_000) =>
      new Promise((resolve, reject) => {
        const marker = randomUUID();
        output = '';
        const timer = setTimeout(() => reject(new Error(`no end of:\n${commands}\n${output}`)), timeoutMs);
        news = () => {
          const end = output.indexOf(marker);
          if (end < 0 && !ended) return;
          clearTimeout(timer);
          if (end >= 0) resolve(output.slice(0, end).trim());
          else reject(new Error(`failed:\n${commands}\n${output}`));
        };
        news();
        child.stdin.write(`${commands}\necho ${marker}\n`);
      }),
    close: () => void child.kill('SIGKILL'),
  };
}
