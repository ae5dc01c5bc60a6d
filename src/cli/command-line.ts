import { Command, Option } from 'commander';
import { VERSION } from '../version.ts';
import { addApplyCommands } from './apply/commands.ts';
import { addAutomationCommands } from './automations/commands.ts';
import { addBlockCommands } from './blocks/commands.ts';
import { addCompletionCommands } from './completion/commands.ts';
import { addDeployCommand } from './deploy/commands.ts';
import { addDeploymentCommands } from './deployments/commands.ts';
import { addDoctorCommand } from './doctor/commands.ts';
import { addEventCommands } from './events/commands.ts';
import { exitCodes } from './failure.ts';
import { addIncidentCommands } from './incidents/commands.ts';
import { outputFormats } from './output/output.ts';
import { addProfileCommands } from './profile/commands.ts';
import { addProgramCommands } from './programs.ts';
import { addRunCommands } from './runs/commands.ts';
import { addWebhookCommands } from './webhooks/commands.ts';

/** The command with all that it can do. Code is loaded when a command is called: the tree alone is quick. */
export function commandLine(): Command {
  const program = new Command('automations')
    .description("Event-driven automations made durable: Prefect's Automations as Temporal workflows.")
    .version(VERSION)
    .showHelpAfterError('(add --help to see how it is used)')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .option('--api-url <url>', 'API of the gateway (AUTOMATIONS_API_URL)')
    .option(
      '--api-key <key>',
      'key for it (AUTOMATIONS_API_KEY, which other users of the machine cannot see)',
    )
    .option('--profile <name>', 'a server of `automations profile` (AUTOMATIONS_PROFILE)')
    .addOption(new Option('-o, --output <format>', 'how results are written').choices(outputFormats))
    .addHelpText(
      'after',
      `
Exit codes:
  ${exitCodes.ok}  done
  ${exitCodes.failure}  failed: refused, not there, no answer; or a check of doctor failed
  ${exitCodes.usage}  the command line or a file is wrong, and nothing was done; import: not all was taken over
  ${exitCodes.differences}  apply --dry-run --exit-code: there are differences`,
    );
  addProgramCommands(program.commandsGroup('Run it:'));
  addAutomationCommands(program.commandsGroup('Automations:'));
  addApplyCommands(program);
  addEventCommands(program.commandsGroup('What is around them:'));
  addWebhookCommands(program);
  addBlockCommands(program);
  addIncidentCommands(program);
  addDeploymentCommands(program.commandsGroup('Workflows:'));
  addRunCommands(program);
  addDeployCommand(program);
  addDoctorCommand(program.commandsGroup('This command:'));
  addProfileCommands(program);
  addCompletionCommands(program);
  return program;
}
