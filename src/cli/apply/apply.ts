import type { Automation } from '../../schemas/automations.ts';
import { CommandError, exitCodes, usageError } from '../failure.ts';
import { confirm } from '../output/confirm.ts';
import { startProgress } from '../output/progress.ts';
import type { Session } from '../session.ts';
import { canonicalOf, requestBody } from './canonical.ts';
import { readDefinitions } from './definitions.ts';
import { Names } from './names.ts';
import { changesSomething, makePlan, type Step } from './plan.ts';
import { planLines, summary } from './show.ts';
import { AppliedState, type Applied } from './state.ts';

/** What `automations apply` can be told. */
export interface ApplyOptions {
  readonly file: string[];
  readonly set: string;
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly exitCode?: boolean;
  readonly yes?: boolean;
}

/** `automations apply`: makes the server's automations what the files say. */
export async function applyFiles({ api, out }: Session, options: ApplyOptions): Promise<void> {
  const { set, dryRun = false, prune = false, exitCode = false } = options;
  if (exitCode && !dryRun) throw usageError('--exit-code goes with --dry-run');
  const definitions = await readDefinitions(options.file);
  const state = new AppliedState(api, set);
  const applied = await state.read();
  const names = new Names(api);
  const server = await api.list<Automation>('/automations/filter', { sort: 'NAME_ASC' });
  const steps = await makePlan(definitions, server, applied, names, prune);
  const differs = changesSomething(steps);

  const structured = out.format === 'json' || out.format === 'yaml';
  if (!structured) out.lines(planLines(steps, out.paint));
  if (!dryRun) {
    if (differs) await confirm('Apply this?', options.yes);
    await carryOut({ api, out }, steps, names, state, applied, structured);
  }
  if (structured) {
    const plan = steps.map(({ definition: _definition, source: _source, ...step }) => step);
    await out.done('', { set, applied: !dryRun, summary: summary(steps), steps: plan });
  }
  if (dryRun && exitCode && differs) process.exitCode = exitCodes.differences;
}

/** Step by step; what was done is remembered also when a later step fails. */
async function carryOut(
  { api, out }: Session,
  steps: readonly Step[],
  names: Names,
  state: AppliedState,
  applied: Applied,
  silent: boolean,
): Promise<void> {
  // What is in no file, and was not left by us either, is nobody's any more.
  const remembered: Record<string, Applied[string]> = {};
  for (const { action, id } of steps) {
    const before = id === undefined ? undefined : applied[id];
    if (before !== undefined && id !== undefined && action !== 'unchanged') remembered[id] = before;
  }
  const progress = startProgress();
  let failure: unknown;
  let done = 0;
  for (const step of steps) {
    try {
      if (steps.length > 20 && process.stderr.isTTY) progress.say(`${done} of ${steps.length}`);
      const id = await carryOutOne(api, step, names);
      if (step.action === 'delete' && step.id !== undefined) delete remembered[step.id];
      else if (id !== undefined && step.definition !== undefined) {
        // What it came to with the names as they are now.
        const definition =
          step.source === undefined
            ? step.definition
            : await canonicalOf(await requestBody(step.source, names, step.from ?? step.name), names);
        remembered[id] = { name: step.name, definition };
      }
      done += 1;
      const word = { create: 'created', update: 'updated', switch: 'switched', delete: 'deleted' } as const;
      if (!silent && step.action in word)
        out.lines([`${word[step.action as keyof typeof word]} ${out.plain(step.name)}`]);
    } catch (error) {
      failure = error;
      for (const { id } of steps.slice(done)) {
        if (id !== undefined && applied[id] !== undefined) remembered[id] ??= applied[id];
      }
      break;
    }
  }
  progress.end();
  if (JSON.stringify(sorted(remembered)) !== JSON.stringify(sorted(applied))) await state.write(remembered);
  if (failure === undefined) return;
  const at = steps[done];
  const reason = failure instanceof Error ? failure.message : String(failure);
  throw new CommandError(
    'apply_stopped',
    `${at?.name ?? 'apply'}${at?.from === undefined ? '' : ` (${at.from})`}: ${reason}\n` +
      `${done} of ${steps.length} are done; apply again to go on.`,
    exitCodes.failure,
    failure,
  );
}

/** @returns the id of the automation, when it is there afterwards */
async function carryOutOne(api: Session['api'], step: Step, names: Names): Promise<string | undefined> {
  const { action, id, name, source, from = name } = step;
  const body = source === undefined ? {} : await requestBody(source, names, from);
  switch (action) {
    case 'create': {
      const made = await api.post<Automation>('/automations/', body);
      await names.learn(name, made.id);
      return made.id;
    }
    case 'update':
      await api.put(`/automations/${id ?? ''}`, body);
      await names.learn(name, id ?? '');
      return id;
    case 'switch':
      // A PUT would start its windows afresh.
      await api.patch(`/automations/${id ?? ''}`, { enabled: body['enabled'] });
      return id;
    case 'delete':
      await api.delete(`/automations/${id ?? ''}`);
      return undefined;
    case 'leave':
    case 'unchanged':
      return id;
  }
}

function sorted(applied: Applied): [string, unknown][] {
  return Object.entries(applied).sort(([a], [b]) => (a < b ? -1 : 1));
}
