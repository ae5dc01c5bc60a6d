import { randomUUID } from 'node:crypto';
import type { Action } from '../actions/action.ts';
import { apiPath, defaultClient, type AutomationsClient } from '../client/client.ts';
import { ApiError, NotFoundError } from '../client/errors.ts';
import { eachOf } from '../client/pages.ts';
import type { Trigger } from '../triggers/trigger.ts';
import { optionsOf, type AutomationJson, type AutomationOptions } from './automation-body.ts';
import type { Firing } from './firing.ts';
import type { AutomationStatus } from './status.ts';
import { testFire, type TestFireOptions } from './test-fire.ts';

/** Through which client, and until when. */
export interface CallContext {
  /** The one that the environment tells of when absent. */
  readonly client?: AutomationsClient;
  readonly signal?: AbortSignal;
}

/** Which automations are listed; all that is given must be met. */
export interface AutomationFilter {
  readonly names?: readonly string[];
  /** All of them. */
  readonly tags?: readonly string[];
  /** `NAME_ASC` when absent. */
  readonly sort?: 'CREATED_DESC' | 'UPDATED_DESC' | 'NAME_ASC' | 'NAME_DESC';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An automation: when its trigger fires, its actions are carried out. What is changed here takes effect by
 * {@link Automation.update}.
 *
 * @example
 * const automation = await new Automation({
 *   name: 'woodchonk',
 *   trigger: new EventTrigger({ expect: ['animal.walked'], match: { genus: 'Marmota' }, threshold: 3 }),
 *   actions: [new CancelFlowRun()],
 * }).create();
 */
export class Automation {
  name: string;
  description: string;
  enabled: boolean;
  tags: readonly string[];
  trigger: Trigger;
  actions: readonly Action[];
  actions_on_trigger: readonly Action[];
  actions_on_resolve: readonly Action[];
  /** Counts when it is created; not told by the server. */
  readonly owner_resource: string | null;
  #id: string | undefined;
  #created: string | undefined;
  #updated: string | undefined;
  readonly #client: AutomationsClient | undefined;
  /** Makes creating it safe to try again. */
  readonly #key = randomUUID();

  /** @param client through which all calls about it go; the one that the environment tells of when absent */
  constructor(options: AutomationOptions, client?: AutomationsClient) {
    this.name = options.name;
    this.description = options.description ?? '';
    this.enabled = options.enabled ?? true;
    this.tags = options.tags ?? [];
    this.trigger = options.trigger;
    this.actions = options.actions;
    this.actions_on_trigger = options.actions_on_trigger ?? [];
    this.actions_on_resolve = options.actions_on_resolve ?? [];
    this.owner_resource = options.owner_resource ?? null;
    this.#client = client;
  }

  /** Given out by the server. @throws Error while it has not been created */
  get id(): string {
    if (this.#id === undefined)
      throw new Error(`The automation '${this.name}' has no id yet: create() it first`);
    return this.#id;
  }

  /** When it was created, ISO 8601; undefined while it has not been. */
  get created(): string | undefined {
    return this.#created;
  }

  /** When it was changed last, as far as is known here; ISO 8601. */
  get updated(): string | undefined {
    return this.#updated;
  }

  /**
   * The automation of an id, or the newest one of a name.
   *
   * @throws NotFoundError
   * @example await Automation.read('woodchonk')
   */
  static async read(
    which: string | { readonly id: string } | { readonly name: string },
    { client = defaultClient(), ...options }: CallContext = {},
  ): Promise<Automation> {
    const by = typeof which === 'string' ? (UUID.test(which) ? { id: which } : { name: which }) : which;
    if ('id' in by) {
      const json = await client.get<AutomationJson>(apiPath`/automations/${by.id}`, options);
      return Automation.#from(json, client);
    }
    const body = { automations: { name: { any_: [by.name] } }, sort: 'CREATED_DESC', limit: 1 };
    const path = '/automations/filter';
    const [json] = await client.post<AutomationJson[]>(path, body, { ...options, isIdempotent: true });
    if (json !== undefined) return Automation.#from(json, client);
    const call = `POST ${client.connection.url}${path}`;
    throw new NotFoundError('not_found', call, `There is no automation named '${by.name}'`, { status: 404 });
  }

  /**
   * The automations, one by one; read from the server page by page.
   *
   * @example for await (const automation of Automation.list({ tags: ['prod'] })) console.log(automation.name);
   */
  static async *list(
    { names, tags, sort }: AutomationFilter = {},
    { client = defaultClient(), ...options }: CallContext = {},
  ): AsyncGenerator<Automation, void, undefined> {
    const automations = {
      ...(names !== undefined && { name: { any_: names } }),
      ...(tags !== undefined && { tags: { all_: tags } }),
    };
    const all = eachOf((page) =>
      client.post<AutomationJson[]>(
        '/automations/filter',
        { automations, ...(sort !== undefined && { sort }), ...page },
        { ...options, isIdempotent: true },
      ),
    );
    for await (const json of all) yield Automation.#from(json, client);
  }

  /** How many there are. */
  static count({ client = defaultClient(), ...options }: CallContext = {}): Promise<number> {
    return client.post<number>('/automations/count', {}, { ...options, isIdempotent: true });
  }

  static #from(json: AutomationJson, client: AutomationsClient): Automation {
    const automation = new Automation(optionsOf(json), client);
    automation.#take(json);
    return automation;
  }

  /**
   * Creates it on the server; it may be called once.
   *
   * @returns this automation, with its id
   * @throws InvalidRequestError with the fields that the server refuses
   */
  async create(options: { readonly signal?: AbortSignal } = {}): Promise<this> {
    if (this.#id !== undefined)
      throw new Error(`The automation '${this.name}' has been created already: update() it`);
    const body = { ...this.#body(), owner_resource: this.owner_resource };
    const json = await this.#through().post<AutomationJson>('/automations/', body, {
      ...options,
      idempotencyKey: this.#key,
    });
    this.#take(json);
    return this;
  }

  /** Replaces what is on the server by what is here; its windows start afresh. @throws ApiError */
  async update(options: { readonly signal?: AbortSignal } = {}): Promise<this> {
    await this.#through().put(apiPath`/automations/${this.id}`, this.#body(), options);
    return this;
  }

  /** Reads again what is on the server. @throws NotFoundError */
  async refresh(options: { readonly signal?: AbortSignal } = {}): Promise<this> {
    const json = await this.#through().get<AutomationJson>(apiPath`/automations/${this.id}`, options);
    Object.assign(this, optionsOf(json));
    this.#take(json);
    return this;
  }

  /** Evaluates it again; what it remembers of events is kept. @throws ApiError */
  enable(options: { readonly signal?: AbortSignal } = {}): Promise<this> {
    return this.#setEnabled(true, options);
  }

  /** Pauses it; what it remembers of events is kept. @throws ApiError */
  disable(options: { readonly signal?: AbortSignal } = {}): Promise<this> {
    return this.#setEnabled(false, options);
  }

  /** Deletes it; answers false when it was gone already. @throws ApiError */
  async delete(options: { readonly signal?: AbortSignal } = {}): Promise<boolean> {
    try {
      await this.#through().delete(apiPath`/automations/${this.id}`, options);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  }

  /** What it fired, the latest first; read from the server page by page. */
  firings(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Firing, void, undefined> {
    const path = apiPath`/automations/${this.id}/firings`;
    return eachOf((query) => this.#through().get<Firing[]>(path, { ...options, query }));
  }

  /** How it stands: open windows and their deadlines, what it has decided and why. @throws ApiError */
  status(options: { readonly signal?: AbortSignal } = {}): Promise<AutomationStatus> {
    return this.#through().get<AutomationStatus>(apiPath`/automations/${this.id}/status`, options);
  }

  /**
   * Fires it for a test, whatever its trigger says. Its actions are carried out in earnest.
   *
   * @returns the firing, when its actions have ended; an action that is tried again for hours is waited for as long, so give a signal
   * @throws ApiError
   */
  testFire(options: TestFireOptions = {}): Promise<Firing> {
    return testFire(this.#through(), this.id, options);
  }

  /** What stands in the API's bodies. */
  toJSON(): unknown {
    const { owner_resource } = this;
    return { ...(this.#id !== undefined && { id: this.#id }), ...this.#body(), owner_resource };
  }

  #body(): Omit<AutomationOptions, 'owner_resource'> {
    const { name, description, enabled, tags, trigger, actions, actions_on_trigger, actions_on_resolve } =
      this;
    return { name, description, enabled, tags, trigger, actions, actions_on_trigger, actions_on_resolve };
  }

  async #setEnabled(enabled: boolean, options: { readonly signal?: AbortSignal }): Promise<this> {
    await this.#through().patch(apiPath`/automations/${this.id}`, { enabled }, options);
    this.enabled = enabled;
    return this;
  }

  #through(): AutomationsClient {
    return this.#client ?? defaultClient();
  }

  #take({ id, created, updated }: AutomationJson): void {
    this.#id = id;
    this.#created = created;
    this.#updated = updated;
  }
}
