import type { EventTriggerDefinition, TriggerDefinition } from '../../src/triggers/index.ts';
import type {
  ScenarioAutomation,
  ScenarioEvent,
  ScenarioFiring,
  ScenarioInput,
} from '../conformance/scenario.ts';
import { withDefaults } from '../conformance/trigger-defaults.ts';
import { referenceKey, referenceMatch } from './reference-matching.ts';

/*
 * The rules of the conformance suite written down as plainly as can be, to compare the engine with: whole microseconds, one list
 * of windows that is scanned from end to end, no index, no heap, no short forms. Slow on purpose.
 */

const SECOND = 1e6;

function micros(seconds: number): number {
  return Math.round(seconds * SECOND);
}

interface Window {
  key: string;
  labels: Record<string, string>;
  start: number;
  end: number;
  count: number;
  last: string | null;
}

interface Node {
  definition: TriggerDefinition;
  parent: Node | null;
  children: Node[];
  windows: Window[];
  nextPass: number;
  remembered: { child: Node; at: number }[];
}

function build(given: TriggerDefinition, parent: Node | null): Node {
  if (given.type === 'metric') throw new Error('metrics have a reference of their own');
  const isDefault = given.type === 'event' && given.posture === 'Proactive' && given.within === 0;
  const definition: TriggerDefinition = isDefault ? { ...given, within: 10 } : given;
  const node: Node = { definition, parent, children: [], windows: [], nextPass: Infinity, remembered: [] };
  if (definition.type !== 'event') node.children = definition.triggers.map((child) => build(child, node));
  return node;
}

/** Prefect's order; where that says nothing, by key. */
function inOrder(a: Window, b: Window): number {
  return a.start - b.start || (a.key < b.key ? -1 : 1);
}

function leavesOf(node: Node): { node: Node; leaf: EventTriggerDefinition }[] {
  return node.definition.type === 'event'
    ? [{ node, leaf: node.definition }]
    : node.children.flatMap((child) => leavesOf(child));
}

class Reference {
  readonly firings: ScenarioFiring[] = [];
  now = 0;
  lag = 0;
  latest = -Infinity;
  enabled = false;
  top: Node;
  readonly handled = new Set<string>();
  waiting: { event: ScenarioEvent; occurred: number; until: number }[] = [];

  constructor(automation: ScenarioAutomation) {
    this.top = build(withDefaults(automation.trigger), null);
    this.load(automation);
  }

  load(automation: ScenarioAutomation): void {
    this.top = build(withDefaults(automation.trigger), null);
    this.enabled = false;
    if (automation.enabled !== false) this.enable();
  }

  enable(): void {
    this.enabled = true;
    for (const { node, leaf } of leavesOf(this.top)) if (leaf.posture === 'Proactive') this.pass(node, leaf);
  }

  /** Lets the clock run: in whichever order things come due, windows being forgotten all the while. */
  runTo(until: number): void {
    for (;;) {
      const passes = leavesOf(this.top).filter(({ leaf }) => this.enabled && leaf.posture === 'Proactive');
      const nextPass = Math.max(
        this.now,
        Math.min(Infinity, ...passes.map(({ node }) => node.nextPass)) + this.lag,
      );
      const lost = this.waiting.toSorted((a, b) => a.until - b.until)[0];
      const next = Math.min(nextPass, lost?.until ?? Infinity);
      if (next > until) break;
      // What would be forgotten at the very instant of a pass is still there for it.
      this.tick(next, next === nextPass ? 1 : 0);
      if (next === nextPass) {
        for (const { node, leaf } of passes) if (node.nextPass <= this.now - this.lag) this.pass(node, leaf);
      } else if (lost) {
        this.waiting = this.waiting.filter((one) => one !== lost);
        this.handle(lost.event, lost.occurred);
      }
    }
    if (until < Infinity) this.tick(until);
  }

  tick(now: number, strict = 0): void {
    if (now <= this.now) return;
    this.now = now;
    for (const { node } of leavesOf(this.top)) {
      node.windows = node.windows.filter((window) => window.end + 60 * SECOND > now - this.lag - strict);
    }
  }

  receive(event: ScenarioEvent): void {
    if (this.handled.has(event.name)) return;
    const occurred = event.occurred === undefined ? this.now : micros(event.occurred);
    this.latest = Math.max(this.latest, Math.min(occurred, this.now));
    this.lag = Math.max(0, this.now - this.latest);
    if (event.follows === undefined || event.follows === event.name || this.handled.has(event.follows)) {
      this.handle(event, occurred);
    } else if (!this.waiting.some((one) => one.event.name === event.name)) {
      this.waiting.push({ event, occurred, until: this.now + 900 * SECOND });
    }
  }

  handle(event: ScenarioEvent, occurred: number): void {
    this.handled.add(event.name);
    if (this.enabled) for (const { node, leaf } of leavesOf(this.top)) this.take(node, leaf, event, occurred);
    for (const one of this.waiting.filter((other) => other.event.follows === event.name)) {
      this.waiting = this.waiting.filter((other) => other !== one);
      this.handle(one.event, one.occurred);
    }
  }

  take(node: Node, leaf: EventTriggerDefinition, event: ScenarioEvent, occurred: number): void {
    const matchable = { ...event, related: event.related ?? [] };
    const match = referenceMatch(leaf, matchable);
    if (!match) return;
    const labels = referenceKey(leaf, matchable);
    const key = JSON.stringify(
      Object.keys(labels)
        .sort()
        .map((label) => labels[label]),
    );
    let window = node.windows.find((one) => one.key === key);
    const fresh = {
      key,
      labels,
      start: occurred,
      end: occurred + micros(leaf.within),
      count: 0,
      last: event.name,
    };
    if (match.after && !window) {
      node.windows.push((window = fresh));
      // It opens the window without counting; without a `within` that window is over before the next one comes (A6).
      if (match.expect && leaf.within === 0) this.drop(node, window);
      return;
    }
    if (!window && leaf.after.length === 0)
      node.windows.push((window = { ...fresh, start: occurred - 900 * SECOND }));
    if (!window) return;
    if (match.after || leaf.after.length === 0) window.last = event.name;
    if (!match.expect || occurred < window.start) return;
    if (leaf.posture === 'Reactive') this.takeReactive(node, leaf, window, event, occurred);
    else this.takeProactive(node, leaf, window, event, occurred, match.after);
  }

  takeReactive(
    node: Node,
    leaf: EventTriggerDefinition,
    window: Window,
    event: ScenarioEvent,
    occurred: number,
  ): void {
    const isOver = leaf.within > 0 && occurred >= window.end;
    if (isOver && leaf.after.length > 0) return this.drop(node, window);
    if (isOver) Object.assign(window, { start: occurred, end: occurred + micros(leaf.within), count: 0 });
    window.count += 1;
    if (window.count < leaf.threshold) {
      if (leaf.within === 0 && leaf.after.length > 0) this.drop(node, window);
      return;
    }
    if (leaf.within === 0 || leaf.after.length > 0) this.drop(node, window);
    else Object.assign(window, { start: window.end, end: window.end + micros(leaf.within), count: 0 });
    this.fire(node, window.labels, event.name);
  }

  takeProactive(
    node: Node,
    leaf: EventTriggerDefinition,
    window: Window,
    event: ScenarioEvent,
    occurred: number,
    after: boolean,
  ): void {
    if (occurred < window.end) {
      window.count += 1;
      window.last = event.name;
      if (after && window.count >= leaf.threshold) {
        Object.assign(window, { start: occurred, end: occurred + micros(leaf.within), count: 0 });
      }
      return;
    }
    const tooFew = window.count < leaf.threshold;
    if (leaf.after.length > 0) this.drop(node, window);
    else
      Object.assign(window, { start: occurred, end: occurred + micros(leaf.within), count: 1, last: null });
    if (tooFew) this.fire(node, window.labels, event.name);
  }

  pass(node: Node, leaf: EventTriggerDefinition): void {
    const p = this.now - this.lag;
    if (leaf.for_each.length === 0 && node.windows.length === 0) {
      node.windows.push({
        key: '[]',
        labels: {},
        start: p,
        end: p + micros(leaf.within),
        count: 0,
        last: null,
      });
    }
    node.windows = node.windows.filter((window) => window.count < leaf.threshold);
    for (const window of node.windows.filter((one) => one.end <= p).toSorted(inOrder)) {
      const { last } = window;
      if (leaf.after.length > 0) this.drop(node, window);
      else {
        const start = Math.max(window.end, p);
        Object.assign(window, { start, end: start + micros(leaf.within), count: 0, last: null });
      }
      this.fire(node, window.labels, last);
    }
    node.nextPass = Math.min(
      p + micros(leaf.within),
      ...node.windows.map((window) => window.end).filter((end) => end > p),
    );
  }

  drop(node: Node, window: Window): void {
    node.windows = node.windows.filter((one) => one !== window);
  }

  fire(node: Node, labels: Record<string, string>, event: string | null): void {
    const { parent } = node;
    if (!parent) {
      this.firings.push({ at: this.now / SECOND, state: 'Triggered', labels, event });
      return;
    }
    const { definition } = parent;
    if (!('triggers' in definition)) throw new Error('an event trigger has no children');
    const { within } = definition;
    const all = parent.children.length;
    const require = definition.type === 'sequence' ? 'all' : definition.require;
    const required = require === 'all' ? all : require === 'any' ? 1 : require;
    parent.remembered = parent.remembered.filter(
      (one) => one.child !== node && (within === null || (within > 0 && this.now - one.at <= micros(within))),
    );
    parent.remembered.push({ child: node, at: this.now });
    const order = parent.remembered.map((one) => parent.children.indexOf(one.child));
    const isInOrder = definition.type === 'compound' || order.every((place, at) => place === at);
    if (required > 1 && (parent.remembered.length < required || !isInOrder)) return;
    if (required === 1) parent.remembered.pop();
    else parent.remembered = [];
    this.fire(parent, {}, event);
  }
}

/** Runs a scenario by the rules as written. */
export function referenceDriver(scenario: ScenarioInput): ScenarioFiring[] {
  const reference = new Reference(scenario.automation);
  for (const entry of scenario.timeline) {
    reference.runTo(micros(entry.at));
    if (entry.event) reference.receive(entry.event);
    if (entry.disable) reference.enabled = false;
    if (entry.enable) reference.enable();
    if (entry.update) reference.load(entry.update);
  }
  reference.runTo(micros(scenario.until));
  return reference.firings;
}
