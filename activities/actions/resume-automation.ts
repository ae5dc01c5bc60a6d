import type { ActionHandler } from './handler.ts';
import { switchAutomation } from './switch-automation.ts';

/** `resume-automation`: the target takes notice of events again from its place in the log on. */
export const resumeAutomation: ActionHandler<'resume-automation'> = (action, run) =>
  switchAutomation(action, run, true);
