import type { Command } from 'commander';
import { examples } from '../help.ts';

/** Adds `automations doctor`. */
export function addDoctorCommand(program: Command): void {
  examples(
    program
      .command('doctor')
      .description(
        'look for what is wrong with the installation that this environment describes, and say how to mend it',
      )
      .option('--client', 'only what a client needs: this machine and the gateway')
      .action(async (_options: object, command: Command) => (await import('./doctor.ts')).runDoctor(command)),
    'automations doctor',
    'automations --profile prod doctor --client',
  );
}
