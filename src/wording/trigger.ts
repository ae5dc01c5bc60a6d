import type { NameOf, WordedTrigger } from './definition.ts';
import { eventClause } from './event-trigger.ts';
import { spoken } from './lists.ts';
import { metricClause } from './metric-trigger.ts';
import { spanInWords } from './span.ts';

/** When a trigger of any kind fires, as a clause that goes after "when". */
export function triggerClause(trigger: WordedTrigger, nameOf: NameOf): string {
  if (trigger.triggers !== undefined) return compositeClause(trigger, trigger.triggers, nameOf);
  if (trigger.metric !== undefined) return metricClause(trigger, nameOf);
  return eventClause(trigger, nameOf);
}

function compositeClause(
  { type, require, within }: WordedTrigger,
  triggers: readonly WordedTrigger[],
  nameOf: NameOf,
): string {
  const children = triggers.map((child) => {
    const clause = triggerClause(child, nameOf);
    // A child with commas or children of its own keeps together.
    return triggers.length > 1 && (child.triggers !== undefined || clause.includes(','))
      ? `(${clause})`
      : clause;
  });
  const window = within == null ? '' : `, all within ${spanInWords(within)}`;
  const words =
    type === 'sequence' || require === undefined ? ordered(children) : gathered(children, require);
  return children.length > 1 && require !== 'any' && require !== 1 ? `${words}${window}` : words;
}

/** "a, then b, then c" */
function ordered(children: readonly string[]): string {
  return children.length === 0 ? 'nothing' : children.join(', then ');
}

function gathered(children: readonly string[], require: number | string): string {
  if (children.length === 0) return 'nothing';
  if (children.length === 1) return children[0] as string;
  if (require === 'any' || require === 1) return `either ${spoken(children, 'or')}`;
  const all = require === 'all' || require === children.length;
  if (all)
    return children.length === 2 ? `both ${spoken(children, 'and')}` : `all of ${spoken(children, 'and')}`;
  return `at least ${require} of ${spoken(children, 'and')}`;
}
