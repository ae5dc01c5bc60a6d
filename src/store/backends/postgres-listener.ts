import pg from 'pg';

/** Between two looks although nothing was heard, in ms: a notification may have been lost with its connection. */
const LOOK_MS = 5_000;
const RECONNECT_MS = 500;

/** Hears of commits through LISTEN, on a connection of its own that is renewed when it breaks. */
export class PostgresListener {
  readonly #config: pg.ClientConfig;
  readonly #channel: string;
  readonly #onError: (error: Error) => void;
  #client: pg.Client | undefined;
  #callback: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #connecting: Promise<void> | undefined;
  #stopped = false;

  constructor(config: pg.ClientConfig, channel: string, onError: (error: Error) => void) {
    this.#config = config;
    this.#channel = channel;
    this.#onError = onError;
  }

  /** Begins to listen; the callback is also called after each time that the connection was made. */
  start(callback: () => void): void {
    this.#callback = callback;
    this.#look = setInterval(callback, LOOK_MS).unref();
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#look);
    await this.#connecting;
    await this.#client?.end().catch(() => undefined);
  }

  #connect(): void {
    if (this.#stopped) return;
    const client = new pg.Client(this.#config);
    let gone = false;
    const again = (error?: Error): void => {
      if (gone) return;
      gone = true;
      if (this.#client === client) this.#client = undefined;
      if (this.#stopped) return;
      if (error !== undefined) this.#onError(error);
      client.end().catch(() => undefined);
      this.#timer = setTimeout(() => this.#connect(), RECONNECT_MS);
    };
    client.on('error', again);
    client.on('end', () => again());
    client.on('notification', () => this.#callback());
    this.#connecting = client
      .connect()
      .then(() => client.query(`listen ${this.#channel}`))
      .then(() => {
        this.#client = client;
        this.#callback();
      })
      .catch(again);
  }
}
