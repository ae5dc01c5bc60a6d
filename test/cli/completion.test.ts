import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli } from '../support/cli-run.ts';
import { automationBody, startGateway, type TestGateway } from '../support/gateway.ts';
import { ensurePrograms } from '../support/shells.ts';

let gateway: TestGateway;
let cli: Cli;
let path: string;

beforeAll(async () => {
  ensurePrograms('bash', 'zsh', 'fish');
  gateway = await startGateway();
  cli = await Cli.create({ AUTOMATIONS_API_URL: `${gateway.url}/api` });
  for (const name of ['model-runs', 'model gone', 'other']) {
    await gateway.call('POST', '/automations/', automationBody(name));
  }
  const bin = join(cli.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'automations'), `#!/bin/sh\nexec "${process.execPath}" "${cli.program}" "$@"\n`);
  chmodSync(join(bin, 'automations'), 0o755);
  path = `${bin}:${process.env['PATH'] ?? ''}`;
  writeFileSync(join(cli.folder, 'definition.yaml'), '');
}, 300_000);
afterAll(async () => {
  cli?.close();
  await gateway?.close();
});

/** What a shell offers at the end of a line. */
const offers: Readonly<Record<'bash' | 'zsh' | 'fish', (line: string) => Promise<string[]>>> = {
  bash: async (line) => {
    const script = `
      source <(automations completion bash)
      COMP_LINE=$1 COMP_POINT=\${#1}
      read -ra COMP_WORDS <<< "$1"; [[ $1 == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
      _automations 2>/dev/null
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await cli.exec('bash', ['-c', script, 'bash', line], { env: { PATH: path } });
    return stdout.trim().split('\n').sort();
  },
  zsh: async (line) => {
    // zsh completes in its line editor only: its own pseudo terminal types the line and two tabs.
    const script = `
      zmodload zsh/zpty
      zpty -b z "TERM=dumb PS1= zsh -f -i"
      zpty -w z 'autoload -U compinit; compinit -u -D; source <(automations completion zsh)'
      zpty -w z 'zstyle ":completion:*" list-prompt ""; LISTMAX=0; stty cols 200; bindkey "^I" list-choices; echo re""ady'
      zpty -m -r z seen '*ready*'
      zpty -w -n z "$1"$'\\t'
      sleep 0.5
      for i in {1..150}; do
        zpty -r -t z out && seen+=$out
        [[ $seen == *$2* ]] && break
        sleep 0.1
      done
      sleep 0.3; while zpty -r -t z out; do seen+=$out; done
      print -r -- "$seen"`;
    const expected = line.endsWith(' ') ? 'bash' : 'model';
    const { stdout } = await cli.exec('zsh', ['-f', '-c', script, 'zsh', line, expected], {
      env: { PATH: path },
    });
    return stdout.split('\n').map((text) => text.trim());
  },
  fish: async (line) => {
    const script = 'automations completion fish | source; complete -C "$argv[1]"';
    const { stdout } = await cli.exec('fish', ['-N', '-c', script, line], { env: { PATH: path } });
    return stdout
      .trim()
      .split('\n')
      .map((text) => text.split('\t')[0] ?? '')
      .sort();
  },
};

describe.each(['bash', 'fish'] as const)('%s', (shell) => {
  test('commands and those below them', async () => {
    expect(await offers[shell]('automations inc')).toEqual(['incidents']);
    expect(await offers[shell]('automations events ')).toEqual(['emit', 'ls', 'stream']);
  });

  test('options, and what may stand behind them', async () => {
    expect(await offers[shell]('automations ls --pa')).toEqual(['--paused']);
    expect(await offers[shell]('automations ls -o ')).toEqual(['json', 'table', 'yaml']);
    expect(await offers[shell]('automations completion ')).toEqual(['bash', 'fish', 'zsh']);
    expect(await offers[shell]('automations apply -f def')).toEqual(['definition.yaml']);
  });

  test('names of automations, from the server', async () => {
    const found = (await offers[shell]('automations inspect mod'))
      .map((name) => name.replaceAll('\\', ''))
      .sort();
    expect(found).toEqual(['model gone', 'model-runs']);
  });
});

test('zsh: commands, values and names', async () => {
  expect((await offers.zsh('automations completion ')).join(' ')).toMatch(
    /bash +fish +zsh|bash[\s\S]*fish[\s\S]*zsh/,
  );
  expect((await offers.zsh('automations inspect mod')).join('\n')).toContain('model-runs');
});

test('a server that is not there does not get in the way', async () => {
  const env = { AUTOMATIONS_API_URL: 'http://127.0.0.1:65533/api' };
  const run = await cli.start(['__complete', '--', 'inspect', 'x'], { env });
  expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
});
