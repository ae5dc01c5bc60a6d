import type { Random } from '../../test/faults/random.ts';
import type { Costs } from './costs.ts';
import type { Engine } from './engine.ts';
import type { Entry } from './entry.ts';
import type { LogPartition } from './log-partition.ts';
import type { Measures } from './measures.ts';
import { logOf, workflowOf, type Tenant } from './tenants.ts';

export interface SourceWorld {
  readonly engine: Engine;
  readonly random: Random;
  readonly costs: Costs;
  readonly measures: Measures;
  readonly logs: readonly LogPartition[];
  readonly tenants: readonly Tenant[];
  /** Resources (numbered among all) that let nothing hear of themselves. */
  readonly silent: ReadonlySet<number>;
  /** Takes in a post (ms of work), then goes on. */
  ingest(ms: number, then: () => void): void;
}

/** Makes the events of posts: a tenant's resources in turn, and others that concern nobody. */
export class PostMaker {
  readonly #world: SourceWorld;
  readonly #next: number[];
  readonly #keys: readonly string[];
  readonly #concerning: number;

  constructor(world: SourceWorld, keys: readonly string[], concerning: number) {
    this.#world = world;
    this.#next = world.tenants.map(() => 0);
    this.#keys = keys;
    this.#concerning = concerning;
  }

  /** Sends a post; `pick` says whose each event is, `acknowledged` is called when all of it is in the log. */
  send(pick: () => Tenant, events: number, acknowledged: () => void): void {
    const { engine, random, costs, measures, logs, ingest } = this.#world;
    const sent = engine.now;
    const parts = new Map<number, Entry[]>();
    for (let number = 0; number < events; number += 1) {
      const tenant = pick();
      const resource = this.#resource(tenant);
      // Where an event is kept follows from its resource, whether or not somebody watches it.
      const place = resource < 0 ? random.between(0, tenant.resources - 1) : resource;
      const workflow = workflowOf(tenant, this.#keys[place]!);
      const log = logOf(tenant, workflow);
      const entry: Entry = { seq: 0, at: 0, sent, tenant, resource };
      const part = parts.get(log);
      if (part) part.push(entry);
      else parts.set(log, [entry]);
      if (resource >= 0) measures.concerning += 1;
    }
    measures.sent += events;
    let open = parts.size;
    ingest(events * costs.ingest, () => {
      for (const [log, entries] of parts) {
        logs[log]!.append(entries, () => {
          open -= 1;
          if (open > 0) return;
          measures.acknowledged += events;
          measures.acknowledgedAt = engine.now;
          measures.acknowledgement.add(engine.now - sent);
          acknowledged();
        });
      }
    });
  }

  /** The next resource whose turn it is, or -1 for an event that concerns nobody. */
  #resource(tenant: Tenant): number {
    const { random, silent } = this.#world;
    if (!random.chance(this.#concerning)) return -1;
    for (let tried = 0; tried < 100; tried += 1) {
      const resource = this.#next[tenant.number]!;
      this.#next[tenant.number] = (resource + 1) % tenant.resources;
      if (!silent.has(tenant.firstResource + resource)) return resource;
    }
    return -1;
  }
}

/** Chooses tenants at random, each as often as its share says. */
export function tenantPicker(tenants: readonly Tenant[], random: Random): () => Tenant {
  const ends: number[] = [];
  let sum = 0;
  for (const { share } of tenants) ends.push((sum += share));
  return () => {
    const wanted = (random.between(0, 999_999_999) / 1e9) * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return tenants[low]!;
  };
}
