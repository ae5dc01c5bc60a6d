import type { ActionHandler } from './handler.ts';
import { switchAutomation } from './switch-automation.ts';

/** `pause-automation`: the target takes no notice of events from its place in the log on, and keeps its windows. */
export const pauseAutomation: ActionHandler<'pause-automation'> = (action, run) =>
  switchAutomation(action, run, false);
