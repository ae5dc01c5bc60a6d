import type { NameOf, WordedAction } from './definition.ts';
import { code, spoken } from './lists.ts';
import { spanInWords } from './span.ts';

/** What an action does to the flow run that the trigger is about: "it" where the sentence has named one. */
export type FlowRunWord = 'it' | 'the flow run';

type Phrase = (action: WordedAction, nameOf: NameOf, run: FlowRunWord) => string;

const PHRASES: Readonly<Record<string, Phrase>> = {
  'do-nothing': () => 'do nothing',
  'run-deployment': (action, nameOf) => {
    const after = action.schedule_after ?? 0;
    const run = `run ${target('deployment', action.deployment_id, nameOf)}`;
    return after > 0 ? `${run} after ${spanInWords(after)}` : run;
  },
  'pause-deployment': (action, nameOf) => `pause ${target('deployment', action.deployment_id, nameOf)}`,
  'resume-deployment': (action, nameOf) => `resume ${target('deployment', action.deployment_id, nameOf)}`,
  'cancel-flow-run': (_action, _nameOf, run) => `cancel ${run}`,
  'delete-flow-run': (_action, _nameOf, run) => `delete ${run}`,
  'suspend-flow-run': (_action, _nameOf, run) => `suspend ${run}`,
  'resume-flow-run': (_action, _nameOf, run) => `resume ${run}`,
  'change-flow-run-state': ({ state = '', name }, _nameOf, run) =>
    `set ${run} to ${code(name ?? `${state.slice(0, 1)}${state.slice(1).toLowerCase()}`)}`,
  'pause-work-pool': (action, nameOf) => `pause ${target('work pool', action.work_pool_id, nameOf)}`,
  'resume-work-pool': (action, nameOf) => `resume ${target('work pool', action.work_pool_id, nameOf)}`,
  'pause-work-queue': (action, nameOf) => `pause ${target('work queue', action.work_queue_id, nameOf)}`,
  'resume-work-queue': (action, nameOf) => `resume ${target('work queue', action.work_queue_id, nameOf)}`,
  'pause-automation': (action, nameOf) => `pause ${target('automation', action.automation_id, nameOf)}`,
  'resume-automation': (action, nameOf) => `resume ${target('automation', action.automation_id, nameOf)}`,
  'send-notification': ({ block_document_id }, nameOf) =>
    `send a notification${through(block_document_id, nameOf)}`,
  'call-webhook': ({ block_document_id }, nameOf) => {
    const name = known(block_document_id, nameOf);
    return name === undefined ? 'call a webhook' : `call the webhook ${code(name)}`;
  },
  'send-email-notification': ({ emails = [] }) =>
    emails.length > 3
      ? `send an e-mail to ${emails.length} people`
      : `send an e-mail to ${spoken(emails.map(code), 'and')}`,
  'declare-incident': ({ severity }) =>
    severity === undefined || severity.includes('{')
      ? 'declare an incident'
      : `declare an incident (${severity})`,
};

/** What an action does, in the imperative: "cancel it", "run the deployment `nightly`". */
export function actionInWords(action: WordedAction, nameOf: NameOf, run: FlowRunWord): string {
  const { type = '' } = action;
  const phrase = Object.hasOwn(PHRASES, type) ? PHRASES[type] : undefined;
  return phrase === undefined ? `carry out ${code(type)}` : phrase(action, nameOf, run);
}

/** Several actions in their order; `do nothing` goes where something is done. */
export function actionsInWords(actions: readonly WordedAction[], nameOf: NameOf, run: FlowRunWord): string {
  const phrases = actions.map((action) => actionInWords(action, nameOf, run));
  const doing = phrases.filter((phrase) => phrase !== 'do nothing');
  return spoken(doing.length > 0 ? doing : phrases.slice(0, 1), 'and');
}

/** The object that an action is about: the one chosen, or the one that the event is about. */
function target(noun: string, id: string | null | undefined, nameOf: NameOf): string {
  if (id == null) return `the ${noun} of the event`;
  const name = nameOf(id);
  return name === undefined ? `a ${noun}`.replace(/^a a/, 'an a') : `the ${noun} ${code(name)}`;
}

function through(id: string | null | undefined, nameOf: NameOf): string {
  const name = known(id, nameOf);
  return name === undefined ? '' : ` by ${code(name)}`;
}

function known(id: string | null | undefined, nameOf: NameOf): string | undefined {
  return id == null ? undefined : nameOf(id);
}
