import { Argument, type Command } from 'commander';
import { examples } from '../help.ts';
import { scripts, shells, type Shell } from './scripts.ts';

/** Adds `automations completion SHELL`, and the hidden command that its scripts call. */
export function addCompletionCommands(program: Command): void {
  examples(
    program
      .command('completion')
      .description('print the completion script of a shell')
      .addArgument(new Argument('<shell>', 'which one').choices(shells))
      .action((shell: Shell) => void process.stdout.write(scripts[shell])),
    'source <(automations completion bash)',
    'source <(automations completion zsh)',
    'automations completion fish | source',
  );
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      const { candidates } = await import('./candidates.ts');
      const found = await candidates(program, words);
      const lines = found === 'files' ? [':files'] : found.map(({ text, about }) => `${text}\t${about}`);
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });
}
