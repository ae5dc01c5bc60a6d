import { setHandler } from '@temporalio/workflow';
import { AutomationRun } from './automation-run.ts';
import { itemsSignal, stateQuery, type AutomationInput, type AutomationResult } from './messages.ts';

/**
 * One automation, as long as it lives: entries of the log come in as signals, the trigger engine decides, actions are
 * carried out. Workflow id: `automation/<uuid>`. It ends, completed, when the automation is deleted.
 */
export async function automation(input: AutomationInput): Promise<AutomationResult> {
  const run = new AutomationRun(input);
  // The handlers come first and only take down what arrives: all work is done by one loop, so nothing interleaves.
  setHandler(itemsSignal, (batch) => run.receive(batch));
  setHandler(stateQuery, () => run.view());
  return run.loop();
}
