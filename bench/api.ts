import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** An event as it is posted. */
export interface PostedEvent {
  readonly id: string;
  readonly occurred: string;
  readonly event: string;
  readonly resource: Record<string, string>;
  readonly payload?: Record<string, unknown>;
}

/** The product's REST API, as far as it's needed here. */
export class Api {
  readonly #pool: Pool;
  readonly #tries: number;

  /** @param tries how often a call that is answered with 503 is made, half a second apart: Prefect's own clients do so */
  constructor(url: string, { tries = 1 }: { tries?: number } = {}) {
    this.#tries = tries;
    this.#pool = new Pool(url, { connections: 16, keepAliveTimeout: 60_000 });
  }

  /** Posts events; resolves when they are acknowledged. */
  async post(events: readonly PostedEvent[]): Promise<void> {
    await this.postBody(JSON.stringify(events));
  }

  /** The same for a body that was made before. */
  async postBody(body: string | Uint8Array): Promise<void> {
    await this.#call('POST', '/api/events', body);
  }

  /** Saves a webhook block that calls `url`; answers its id. */
  async webhookBlock(name: string, url: string): Promise<string> {
    const type = (await this.#call('GET', '/api/block_types/slug/webhook')) as { id: string };
    const schemas = (await this.#call(
      'POST',
      '/api/block_schemas/filter',
      JSON.stringify({ block_schemas: { block_type_id: { any_: [type.id] } } }),
    )) as { id: string }[];
    const document = {
      name,
      block_type_id: type.id,
      block_schema_id: schemas[0]!.id,
      data: { method: 'POST', url, headers: {}, allow_private_urls: true },
    };
    const made = await this.#call('POST', '/api/block_documents/', JSON.stringify(document));
    return (made as { id: string }).id;
  }

  /** Makes an automation that calls a webhook block with a payload. */
  async automation(
    name: string,
    trigger: Record<string, unknown>,
    block: string,
    payload: string,
  ): Promise<string> {
    const action = { type: 'call-webhook', block_document_id: block, payload };
    const body = {
      name,
      trigger: { type: 'event', posture: 'Reactive', within: 0, ...trigger },
      actions: [action],
    };
    return ((await this.#call('POST', '/api/automations/', JSON.stringify(body))) as { id: string }).id;
  }

  /** Any other call; answers the reply's JSON. */
  send(path: string, body: unknown): Promise<unknown> {
    return this.#call('POST', path, JSON.stringify(body));
  }

  /** Reads what a path, or a URL that the product gave, answers. */
  read(address: string): Promise<unknown> {
    const { pathname, search } = new URL(address, 'http://product');
    return this.#call('GET', `${pathname}${search}`);
  }

  async #call(method: 'GET' | 'POST', path: string, body?: string | Uint8Array): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    let response = await this.#pool.request({ method, path, headers, body: body ?? null });
    let text = await response.body.text();
    for (let tried = 1; response.statusCode === 503 && tried < this.#tries; tried += 1) {
      await sleep(500);
      response = await this.#pool.request({ method, path, headers, body: body ?? null });
      text = await response.body.text();
    }
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
