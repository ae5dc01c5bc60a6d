import type { ReceivedEvent } from '../src/schemas/events.ts';
import { objectKinds, type Orchestrator } from '../src/orchestrators/orchestrator.ts';
import { templateContext } from '../src/templates/context.ts';
import { evaluateExpression, renderTemplate } from '../src/templates/index.ts';
import { firstOfKind, idOf } from './actions/targets.ts';
import type { FiringRunnerOptions, LoadedFiring } from './firing-runner.ts';

/** Templates of one action, rendered with all that a firing and the orchestrator know. They throw `TemplateError`. */
export interface ActionTemplates {
  /** The text of a template. */
  render(template: string): Promise<string>;
  /** The value of a template that is one `{{ expression }}`, with its type; undefined becomes null. */
  evaluate(template: string): Promise<unknown>;
}

/** What a template may mention of the orchestrator's, and the kind of each object. */
const OBJECTS = objectKinds.map((kind) => ({ kind, name: kind.replace('-', '_') }));
const VARIABLES = 'variables';

/** Prepares the templates of one action. What they do not mention is not looked up; what they do, once. */
export function actionTemplates(
  loaded: LoadedFiring,
  { uiUrl, services: { orchestrator } }: FiringRunnerOptions,
): ActionTemplates {
  const { event, automation, firing, events } = loaded;
  const found = new Map<string, Promise<unknown>>();
  const lookUp = (name: string, load: () => Promise<unknown>): Promise<unknown> => {
    if (!found.has(name)) found.set(name, load());
    return found.get(name)!;
  };
  const context = async (template: string): Promise<Record<string, unknown>> => {
    const objects: Record<string, unknown> = {};
    if (orchestrator !== null) {
      const mentioned = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(template);
      for (const { kind, name } of OBJECTS) {
        if (event !== null && mentioned(name))
          objects[name] = await lookUp(name, () => readObject(orchestrator, kind, event));
      }
      if (mentioned(VARIABLES)) objects[VARIABLES] = await lookUp(VARIABLES, () => orchestrator.variables());
    }
    return templateContext({ event, automation, firing, events, objects });
  };
  return {
    render: async (template) => renderTemplate(template, await context(template), { uiUrl }),
    evaluate: async (template) => evaluateExpression(template, await context(template), { uiUrl }) ?? null,
  };
}

/** The first object of a kind that the event names. A flow run has the state that the event tells of. */
async function readObject(
  orchestrator: Orchestrator,
  kind: (typeof objectKinds)[number],
  event: ReceivedEvent,
): Promise<object | null> {
  const resource = firstOfKind(event, `prefect.${kind}`);
  const id = resource && idOf(resource, `prefect.${kind}`);
  if (!resource || !id) return null;
  const object = await orchestrator.read(kind, id);
  if (object === null || kind !== 'flow-run') return object;
  const [type, name, timestamp, message] = ['type', 'name', 'timestamp', 'message'].map(
    (field) => resource[`prefect.state-${field}`],
  );
  if (type === undefined || name === undefined || timestamp === undefined || message === undefined)
    return object;
  const present = typeof object['state'] === 'object' ? object['state'] : {};
  return {
    ...object,
    state_type: type,
    state_name: name,
    state: { ...present, type, name, timestamp, message },
  };
}
