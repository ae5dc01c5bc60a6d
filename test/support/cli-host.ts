// A process that runs commands of the compiled program one after the other, with arguments, environment, folder and standard input of
// their own, as if each had been started: what it saves is the start. `cli-host.ts RUN_MODULE`
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { CliRun } from './cli-run.ts';

/** A command to run. */
export interface HostRequest {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: string;
}

const { runCommandLine } = (await import(pathToFileURL(process.argv[2]!).href)) as {
  runCommandLine(args: readonly string[]): Promise<void>;
};

async function run({ args, env, cwd, stdin }: HostRequest): Promise<CliRun> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', {
    value: Readable.from([Buffer.from(stdin)], { objectMode: false }),
    configurable: true,
  });
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  try {
    await runCommandLine(args);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.end();
    stderr.end();
  }
}

/** Keeps what is written to a stream instead of writing it. */
function capture(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const written: string[] = [];
  const { write } = stream;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done as () => void);
    return true;
  };
  return {
    text: () => written.join(''),
    end: () => {
      stream.write = write;
    },
  };
}

process.on('message', (request: HostRequest) => {
  void run(request).then(
    (result) => process.send!(result),
    (error: unknown) => process.send!({ code: null, stdout: '', stderr: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send!('ready');
