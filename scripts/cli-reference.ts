// Writes the reference part of docs/cli.md from the command's own help: npx tsx scripts/cli-reference.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { commandLine } from '../src/cli/command-line.ts';

const PAGE = join(import.meta.dirname, '..', 'docs', 'cli.md');
const MARK = '<!-- From here on made by scripts/cli-reference.ts; a test compares. -->\n';
const WIDTH = 100;

/** The page with its reference part made anew. */
export function withReference(page: string): string {
  const at = page.indexOf(MARK);
  if (at === -1) throw new Error(`docs/cli.md lacks the line ${MARK}`);
  return `${page.slice(0, at)}${MARK}\n## Reference\n\n${sections(commandLine()).join('\n')}`;
}

function sections(program: Command): string[] {
  const all: string[] = [];
  const visit = (command: Command, path: string): void => {
    const name = path === '' ? command.name() : `${path} ${command.name()}`;
    all.push(`### ${name}\n\n\`\`\`text\n${helpOf(command, command === program)}\n\`\`\`\n`);
    for (const one of command.createHelp().visibleCommands(command)) {
      if (one.name() !== 'help') visit(one, name);
    }
  };
  visit(program, '');
  return all;
}

/** The help as it is printed at {@link WIDTH} columns. What all commands share is told once, at the top. */
function helpOf(command: Command, isTop: boolean): string {
  let text = '';
  command.configureHelp({ helpWidth: WIDTH, showGlobalOptions: false, sortSubcommands: false });
  command.configureOutput({ writeOut: (part) => (text += part), getOutHasColors: () => false });
  command.outputHelp();
  return (
    isTop
      ? text
      : text.replace(/\n {2}-h, --help +display help for command/, '').replace('\nOptions:\n\n', '\n')
  )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, withReference(readFileSync(PAGE, 'utf8')));
}
